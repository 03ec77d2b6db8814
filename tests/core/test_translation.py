"""Words in a row take the comma of the page's language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.urls import reverse
from django.utils import translation

from imap.core.admin.difference import shown_value
from imap.core.translation import listed
from profiles.actions import publish
from profiles.conditions import in_brackets
from profiles.models import Edition
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of


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


def test_languages_and_agencies_stand_in_a_row_as_arabic_writes_it(client_of, cast, world):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    draft = make.EditionFactory(profile=profile)
    make.write_sections(draft, "harissa")
    secretariat = cast["secretariat"]
    secretariat.preferred_language = "ar"
    secretariat.save()
    browser = client_of("secretariat")
    template = draft.sections.first().template
    template.validated_by.set([make.OrganisationFactory(code="IOM"), make.OrganisationFactory(code="ZZZ")])
    assert "Organisation IOM، Organisation ZZZ" in page_of(browser.get(address(draft))).text
    template.validated_by.clear()
    make.ready(draft)
    assert "العربية، English، Français" in page_of(browser.get(address(draft, "publish"))).text
    publish(edition=draft, by=None, override="For the test.")
    assert (
        "العربية، English، Français"
        in page_of(browser.get(reverse("admin:profiles_edition_changelist"))).text
    )
