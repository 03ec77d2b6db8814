from profiles.actions.edition import (
    NotPublishable,
    begin_edition,
    fill_language,
    missing_for_publication,
    publish,
    withdraw,
)
from profiles.actions.follow import choose_digest, follow, post_news, tell_followers, unfollow

__all__ = [
    "NotPublishable",
    "begin_edition",
    "choose_digest",
    "fill_language",
    "follow",
    "missing_for_publication",
    "post_news",
    "publish",
    "tell_followers",
    "unfollow",
    "withdraw",
]
