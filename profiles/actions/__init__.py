from profiles.actions.edition import (
    AlreadyFilled,
    begin_edition,
    edition_to_start_from,
    fill_head,
    fill_language,
)
from profiles.actions.endorsement import mark_of_edition
from profiles.actions.follow import choose_digest, follow, post_news, tell_followers, unfollow
from profiles.actions.head import HeadMeanwhile, translate_head
from profiles.actions.issue import standing_of
from profiles.actions.made_from import note_written
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.remark import reopen, resolve, say
from profiles.actions.schedule import publish_scheduled
from profiles.actions.source_language import choose_source
from profiles.actions.step import publish, take_step, withdraw
from profiles.actions.translating import Meanwhile, NotTranslatable, SourceChanged
from profiles.actions.translation import mark_reviewed, save_translation
from profiles.actions.translation_work import drop_work, keep_work, start, take_up_version
from profiles.actions.validation import give_verdict, hand_back, remind, take_review, texts_changed
from profiles.actions.version import keep_replaced, keep_saved, keep_typed, restore

__all__ = [
    "AlreadyFilled",
    "HeadMeanwhile",
    "Meanwhile",
    "NotAllowed",
    "NotReady",
    "NotTranslatable",
    "SourceChanged",
    "begin_edition",
    "choose_digest",
    "choose_source",
    "drop_work",
    "edition_to_start_from",
    "fill_head",
    "fill_language",
    "follow",
    "give_verdict",
    "hand_back",
    "keep_replaced",
    "keep_saved",
    "keep_typed",
    "keep_work",
    "mark_of_edition",
    "mark_reviewed",
    "note_written",
    "post_news",
    "publish",
    "publish_scheduled",
    "remind",
    "reopen",
    "resolve",
    "restore",
    "save_translation",
    "say",
    "standing_of",
    "start",
    "take_review",
    "take_step",
    "take_up_version",
    "tell_followers",
    "texts_changed",
    "translate_head",
    "unfollow",
    "withdraw",
]
