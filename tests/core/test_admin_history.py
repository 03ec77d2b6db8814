"""The history pages: who changed what, from what to what, within the own regional i-Map."""

from datetime import datetime

import pghistory
from django.urls import reverse

from accounts.actions import admit
from imap.core.admin.difference import difference_of
from imap.core.clock import at_office
from tests import factories as make
from tests.profiles.test_admin_edition import page_of, sent_back


def test_a_change_is_told_with_its_author_and_both_values(client_of, cast, restricted):
    browser, there = client_of("secretariat"), reverse("admin:profiles_profile_change", args=[restricted.pk])
    browser.post(there, sent_back(page_of(browser.get(there)), update_due="2027-03-01", audience="named"))
    told = page_of(browser.get(reverse("admin:profiles_profile_history", args=[restricted.pk])))
    entry = next(
        row.text for row in told.select(".history-entry") if "Read by" in row.text and "Changed" in row.text
    )
    assert "secretariat" in entry
    assert "Read by" in entry
    assert "named readers only" in entry
    assert "2027" in entry


def test_a_text_is_told_word_by_word(client_of, cast, world):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "fennel", sections=1)
    section = edition.sections.get()
    section.body_en = "<p>fennel and anise en 1 [1]</p>"
    section.save()
    there = reverse("admin:profiles_edition_history", args=[edition.pk])
    told = page_of(client_of("secretariat").get(there))
    assert "and anise" in [mark.text for mark in told.select("ins")]
    assert "Heading part-1" in told.text
    assert "Text in English" in told.text


def test_admissions_and_grants_are_told_to_the_own_map(client_of, cast, world):
    admit(user=cast["reader_nga"], role="reader", over=world.prague_irregular, by=None)
    there = reverse("admin:accounts_user_history", args=[cast["reader_nga"].pk])
    mine = page_of(client_of("secretariat").get(there)).text
    assert "MTM" in mine
    assert "PRAGUE" not in mine
    assert "MTM" not in page_of(client_of("prague").get(there)).text


def test_the_difference_of_two_texts():
    assert str(difference_of("one two three", "one four three")) == "one <del>two</del> <ins>four</ins> three"
    assert "formatting" in str(difference_of("<p>same</p>", "<h3>same</h3>"))
    assert "&lt;" in str(difference_of("", "2 &lt; 3"))
    long = " ".join(str(n) for n in range(100))
    assert "…" in str(difference_of(long, long + " end"))


def test_an_author_of_another_dialogue_is_not_named(client_of, cast, world):
    organisation = make.OrganisationFactory(code="ORGX")
    for regional_map in (world.mtm, world.prague):
        make.EngagementFactory(organisation=organisation, regional_map=regional_map)
    with pghistory.context(user=cast["prague"].pk):
        organisation.website = "https://example.org"
        organisation.save()
    there = reverse("admin:accounts_organisation_history", args=[organisation.pk])
    page = client_of("secretariat").get(there).content.decode()
    assert "Someone outside your regional i-Maps" in page
    assert str(cast["prague"]) not in page
    assert str(cast["prague"]) in client_of("prague").get(there).content.decode()


def test_times_are_of_the_office_as_in_the_outbox(client_of, cast, restricted):
    there = reverse("admin:profiles_profile_history", args=[restricted.pk])
    told = page_of(client_of("secretariat").get(there))
    moment = datetime.fromisoformat(told.select_one(".history-entry time")["datetime"])
    assert at_office(moment).strftime("%H:%M") in told.select_one(".history-entry time").text
    assert "Times are told in Central European Time" in told.text
