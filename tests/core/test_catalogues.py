"""What the catalogues can hold: makemessages does not look into f-strings, so no message may stand in one."""

import ast
from pathlib import Path

from django.conf import settings

FOLDERS = ("accounts", "imap", "meetings", "profiles")
NAMES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}


def hidden_messages(source: str) -> list[int]:
    """Lines of f-strings that ask for a translation."""
    strings = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)]
    calls = [call for string in strings for call in ast.walk(string) if isinstance(call, ast.Call)]
    return [call.lineno for call in calls if getattr(call.func, "id", None) in NAMES]


def test_a_message_in_an_f_string_is_noticed():
    assert hidden_messages("f\"{_('Read on %s.') % day}\"") == [1]
    assert hidden_messages("words = _('Read on %s.') % day\nf'{words}'") == []


def test_no_message_is_hidden_from_the_catalogues():
    files = [path for folder in FOLDERS for path in Path(settings.BASE_DIR, folder).rglob("*.py")]
    assert files
    assert {str(path): found for path in files if (found := hidden_messages(path.read_text()))} == {}
