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

__all__ = [
    "AlreadyFilled",
    "NotPublishable",
    "begin_edition",
    "edition_to_start_from",
    "fill_head",
    "fill_language",
    "missing_for_publication",
    "publish",
    "withdraw",
]
