from profiles.actions.edition import (
    AlreadyFilled,
    begin_edition,
    edition_to_start_from,
    fill_head,
    fill_language,
)
from profiles.actions.follow import choose_digest, follow, post_news, tell_followers, unfollow
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.remark import reopen, resolve, say
from profiles.actions.schedule import publish_scheduled
from profiles.actions.step import publish, take_step, withdraw
from profiles.actions.validation import give_verdict, hand_back, remind, take_review, texts_changed
from profiles.actions.version import keep_saved, keep_typed, restore

__all__ = [
    "AlreadyFilled",
    "NotAllowed",
    "NotReady",
    "begin_edition",
    "choose_digest",
    "edition_to_start_from",
    "fill_head",
    "fill_language",
    "follow",
    "give_verdict",
    "hand_back",
    "keep_saved",
    "keep_typed",
    "post_news",
    "publish",
    "publish_scheduled",
    "remind",
    "reopen",
    "resolve",
    "restore",
    "say",
    "take_review",
    "take_step",
    "tell_followers",
    "texts_changed",
    "unfollow",
    "withdraw",
]
