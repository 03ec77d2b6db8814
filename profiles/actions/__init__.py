from profiles.actions.edition import (
    NotPublishable,
    begin_edition,
    fill_language,
    missing_for_publication,
    publish,
    withdraw,
)
from profiles.actions.translation import (
    Meanwhile,
    NotTranslatable,
    SourceChanged,
    choose_source,
    drop_work,
    keep_work,
    mark_reviewed,
    note_written,
    save_translation,
    start,
)

__all__ = [
    "Meanwhile",
    "NotPublishable",
    "NotTranslatable",
    "SourceChanged",
    "begin_edition",
    "choose_source",
    "drop_work",
    "fill_language",
    "keep_work",
    "mark_reviewed",
    "missing_for_publication",
    "note_written",
    "publish",
    "save_translation",
    "start",
    "withdraw",
]
