"""The demo's texts use the portal's own words."""

import polib
import pytest
import yaml
from django.conf import settings

from imap.portal.demo.files import PROFILES

FILES = sorted(PROFILES.rglob("*.yaml"))


def texts(node):
    """Every text in three languages of a file."""
    if isinstance(node, dict) and isinstance(node.get("en"), str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from texts(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_edition_has_one_name_in_arabic(path):
    for text in texts(yaml.safe_load(path.read_text())):
        arabic = text.get("ar") or ""
        assert "هذا الإصدار" not in arabic
        if "this edition" in text["en"]:
            assert "الطبعة" in arabic or "للطبعة" in arabic


def test_it_is_the_name_that_the_interface_uses():
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale/ar/LC_MESSAGES/django.po"))
    named = {entry.msgid: entry.msgstr for entry in catalogue}
    assert (named["edition"], named["editions"]) == ("طبعة", "الطبعات")
    wrong = [
        entry.msgid for entry in catalogue if "edition" in entry.msgid.lower() and "إصدار" in entry.msgstr
    ]
    assert wrong == []
