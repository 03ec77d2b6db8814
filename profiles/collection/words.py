"""Words of a question that name an answer: `Does ${name} have a passport?`"""

import re
from typing import TYPE_CHECKING

from imap.core.translation import Text
from profiles.collection.language.evaluate import text

if TYPE_CHECKING:
    from profiles.collection.conditions import Conditions
    from profiles.collection.models import Question

NAMED = re.compile(r"\$\{\s*([\w.-]+)\s*\}")
UNKNOWN = "…"


def substituted(words: Text, sheet: "Conditions", asking: "Question", entry: int) -> Text:
    """Each `${code}` replaced by its answer; by an ellipsis while there is none."""
    if "${" not in words.words:
        return words

    def said(match: re.Match[str]) -> str:
        value = text(sheet.value(match[1], asking, entry))
        question = sheet.by_code.get(match[1])
        named = sheet.choice_label(match[1], value) if question and question.choice_list_id else value
        return named or UNKNOWN

    return Text(NAMED.sub(said, words.words), words.language, words.wanted)
