"""Words in a row take the comma of the page's language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from imap.core.admin.difference import shown_value
from imap.core.translation import listed
from profiles.actions.edition import in_brackets
from profiles.models import Edition


@pytest.mark.parametrize(
    ("language", "row"),
    [("ar", "UNHCR، IOM، ICMPD"), ("en", "UNHCR, IOM, ICMPD"), ("fr", "UNHCR, IOM, ICMPD")],
)
def test_a_row_takes_the_comma_of_the_page(language, row):
    with translation.override(language):
        assert listed(["UNHCR", "IOM", "ICMPD"]) == row
        template = engines["django"].from_string("{{ things|listed }}")
        assert template.render({"things": ["UNHCR", "IOM", "ICMPD"]}) == row
    assert listed(["UNHCR", "IOM", "ICMPD"], language) == row


def test_values_of_the_history_and_numbers_of_sources_do_as_well():
    with translation.override("ar"):
        assert shown_value(Edition._meta.get_field("languages"), ["ar", "fr"]) == "ar، fr"
        assert in_brackets({2, 1}) == "[1]، [2]"


def test_a_row_is_escaped():
    template = engines["django"].from_string("{{ things|listed }}")
    assert template.render({"things": ["<b>", "c"]}) == "&lt;b&gt;, c"


def test_no_template_joins_by_a_comma_of_one_language():
    folder = Path(settings.BASE_DIR) / "templates"
    by_hand = re.compile(r"\|join:|forloop\.last %}, ")
    assert [str(path) for path in folder.rglob("*.html") if by_hand.search(path.read_text())] == []
