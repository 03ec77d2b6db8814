from profiles.actions.edition import (
    NotPublishable,
    begin_edition,
    edition_to_start_from,
    fill_language,
    missing_for_publication,
    publish,
    withdraw,
)

__all__ = [
    "NotPublishable",
    "begin_edition",
    "edition_to_start_from",
    "fill_language",
    "missing_for_publication",
    "publish",
    "withdraw",
]
