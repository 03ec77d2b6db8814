from profiles.actions.edition import (
    AlreadyFilled,
    NotPublishable,
    begin_edition,
    edition_to_start_from,
    fill_head,
    fill_language,
    missing_for_publication,
    publish,
    withdraw,
)
from profiles.actions.follow import choose_digest, follow, post_news, tell_followers, unfollow

__all__ = [
    "AlreadyFilled",
    "NotPublishable",
    "begin_edition",
    "choose_digest",
    "edition_to_start_from",
    "fill_head",
    "fill_language",
    "follow",
    "missing_for_publication",
    "post_news",
    "publish",
    "tell_followers",
    "unfollow",
    "withdraw",
]
