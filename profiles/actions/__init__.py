from profiles.actions.edition import begin_edition, fill_language
from profiles.actions.follow import choose_digest, follow, post_news, tell_followers, unfollow
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.step import publish, take_step, withdraw

__all__ = [
    "NotAllowed",
    "NotReady",
    "begin_edition",
    "choose_digest",
    "fill_language",
    "follow",
    "post_news",
    "publish",
    "take_step",
    "tell_followers",
    "unfollow",
    "withdraw",
]
