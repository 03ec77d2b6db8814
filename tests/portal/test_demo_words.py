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


DEMONSTRATIONS = sorted(PROFILES.parent.rglob("*.yaml"))
OTHER_WORDS = (
    "نص تجريبي",
    "عرض تجريبي",
    "العرض التجريبي",
    "للعرض التجريبي",
    "بوابة تجريبية",
    "مدخل تجريبي",
    "نموذج للعرض",
)


@pytest.mark.parametrize("path", DEMONSTRATIONS, ids=lambda path: path.stem)
def test_a_demonstration_has_one_name_in_arabic(path):
    """عرض توضيحي, نص توضيحي; what is تجريبي is a pilot project, and what is نموذج a form."""
    words = path.read_text()
    assert [each for each in OTHER_WORDS if each in words] == []


def test_it_is_the_name_that_the_labels_bear():
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale/ar/LC_MESSAGES/django.po"))
    assert {entry.msgstr for entry in catalogue if entry.msgid == "demonstration"} == {"عرض توضيحي"}
    assert [each.msgid for each in catalogue if any(words in each.msgstr for words in OTHER_WORDS)] == []
