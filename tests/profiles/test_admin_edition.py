"""Writing, publishing and following an edition in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.access import grant
from accounts.actions import admit
from imap.core.translation import LANGUAGES
from profiles.actions import publish, withdraw
from profiles.models import Citation, Edition, Profile, Section
from tests import factories as make


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content.decode(), "html.parser")


def address(edition: Edition, step: str = "change") -> str:
    return reverse(f"admin:profiles_edition_{step}", args=[edition.pk])


def sent_back(page: BeautifulSoup, **changes: str) -> dict[str, str]:
    """What a browser would send of the page's main form, with some fields written anew."""
    form = page.select_one(
        "#edition_form, #profile_form, #route_form, #rolegroup_form, #user_form, #hub_form, #meeting_form, #publication_form, #event_form"
    )
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type")
        if field.find_parent("template") or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            if chosen or not field.has_attr("multiple"):
                data[field["name"]] = chosen["value"] if chosen else ""
        elif kind != "submit":
            data[field["name"]] = (
                field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
            )
    return {**data, **changes}


@pytest.fixture
def draft(world, cast) -> Edition:
    """A draft with two written sections, in a profile that has nothing published."""
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    edition = make.EditionFactory(profile=profile, label="2013")
    make.write_sections(edition, "harissa")
    return edition


def test_the_form_has_the_sections_in_order_with_guidance_and_a_text_a_language(client_of, draft):
    template = draft.sections.first().template
    template.guidance_en = "Say who detects, and where."
    template.save()
    template.validated_by.add(make.OrganisationFactory(name_en="UNHCR"))
    page = page_of(client_of("secretariat").get(address(draft)))
    sections = page.select(".section-form")
    assert [section["id"] for section in sections] == ["section-part-1", "section-part-2"]
    assert "Say who detects" in sections[0].text
    assert "UNHCR" in sections[0].text
    boxes = sections[0].select("textarea")
    assert [(box["lang"], box["dir"]) for box in boxes] == [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")]
    assert page.select(".form-row.field-summary_ar textarea[lang=ar][dir=rtl]")
    assert page.select(".form-row.field-change_note_ar input[lang=ar][dir=rtl][maxlength='250']")


def test_texts_and_sources_are_saved_together(client_of, draft):
    browser, first = client_of("secretariat"), draft.sections.first()
    source = make.SourceFactory(regional_map=draft.profile.regional_map)
    page = page_of(browser.get(address(draft)))
    changes = {
        "sections-0-body_fr": "<p>Nouveau <script>alert(1)</script>texte [2]</p>",
        "sections-0-citations-1-source": str(source.pk),
        "sections-0-citations-1-locator": "p. 4",
        "_continue": "1",
    }
    answer = browser.post(address(draft), sent_back(page, **changes))
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    first.refresh_from_db()
    assert first.body_fr == "<p>Nouveau texte [2]</p>"
    assert list(first.citations.values_list("number", "locator")) == [(1, ""), (2, "p. 4")]


def test_sources_can_change_places(client_of, draft):
    browser, section = client_of("secretariat"), draft.sections.first()
    Citation.objects.create(
        section=section, source=make.SourceFactory(regional_map=draft.profile.regional_map), number=2
    )
    before = {row.number: row.source_id for row in section.citations.all()}
    page = page_of(browser.get(address(draft)))
    swap = {"sections-0-citations-0-number": "2", "sections-0-citations-1-number": "1"}
    assert browser.post(address(draft), sent_back(page, **swap)).status_code == 302
    assert {row.number: row.source_id for row in section.citations.all()} == {1: before[2], 2: before[1]}


def test_one_number_for_two_sources_is_refused(client_of, draft):
    browser = client_of("secretariat")
    source = make.SourceFactory(regional_map=draft.profile.regional_map)
    page = page_of(browser.get(address(draft)))
    twice = {"sections-0-citations-1-source": str(source.pk), "sections-0-citations-1-number": "1"}
    answer = browser.post(address(draft), sent_back(page, **twice))
    assert answer.status_code == 200
    assert "the same number" in answer.content.decode()


def test_a_source_of_another_map_is_refused_to_those_who_edit_both(client_of, world, draft):
    foreign = make.SourceFactory(regional_map=world.prague)
    page = page_of(client_of("admin").get(address(draft)))
    answer = client_of("admin").post(
        address(draft), sent_back(page, **{"sections-0-citations-1-source": str(foreign.pk)})
    )
    assert answer.status_code == 200
    assert not Citation.objects.filter(source=foreign).exists()


def test_publishing_asks_first_and_says_what_will_happen(client_of, draft):
    first = draft.sections.first()
    Section.objects.filter(pk=first.pk).update(body_ar="")
    page = page_of(client_of("secretariat").get(address(draft, "publish")))
    assert "“Heading part-1” has no text in the language it is said to be written in (Arabic)." in page.text
    assert "The edition is not endorsed." in page.text
    Section.objects.filter(pk=first.pk).update(body_ar=first.body_ar)
    page = page_of(client_of("secretariat").get(address(make.ready(draft), "publish")))
    assert "first edition" in page.text
    assert "Complete in: العربية, English, Français" in page.text
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_head_of_a_secretariat_publishes_with_a_reason_that_stays(client_of, cast, world, draft):
    admit(user=cast["nobody"], role="head_of_secretariat", over=world.mtm, by=None)
    plain, head = client_of("secretariat"), client_of("nobody")
    assert "without all conditions" not in plain.get(address(draft, "publish")).content.decode()
    plain.post(address(draft, "publish"), {"reason": "Because I say so."})
    draft.refresh_from_db()
    assert draft.is_draft
    assert "without all conditions" in head.get(address(draft, "publish")).content.decode()
    head.post(address(draft, "publish"), {"reason": "The state asked for it in writing."})
    draft.refresh_from_db()
    assert draft.state == Edition.State.PUBLISHED
    page = head.get(draft.profile.get_absolute_url()).content.decode()
    assert "The state asked for it in writing." in page


def test_publishing_twice_publishes_once(client_of, draft):
    make.ready(draft)
    browser = client_of("secretariat")
    first, second = (
        browser.post(address(draft, "publish")),
        browser.post(address(draft, "publish"), follow=True),
    )
    assert first.status_code == 302
    assert "published already" in second.content.decode()
    draft.refresh_from_db()
    assert draft.state == Edition.State.PUBLISHED
    assert draft.published_by.email == "secretariat@example.org"


def test_what_is_missing_stands_in_the_way(client_of, draft):
    Section.objects.filter(edition=draft).update(body_ar="", body_en="", body_fr="")
    page = page_of(client_of("secretariat").post(address(draft, "publish")))
    assert "No section has a text yet." in page.text
    draft.refresh_from_db()
    assert draft.is_draft


def test_drafts_are_published_from_the_list_after_confirmation(client_of, draft):
    make.ready(draft)
    browser, there = client_of("secretariat"), reverse("admin:profiles_edition_changelist")
    asked = {"action": "publish_selected", "_selected_action": [draft.pk]}
    assert "What will happen" in browser.post(there, asked).content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    browser.post(there, {**asked, "confirmed": "1"})
    draft.refresh_from_db()
    assert draft.state == Edition.State.PUBLISHED


def test_an_issued_edition_is_read_only(client_of, restricted):
    edition, browser = restricted.editions.get(), client_of("secretariat")
    page = page_of(browser.get(address(edition)))
    assert not page.select("#edition_form textarea, #edition_form [name=_save]")
    assert "marmalade fr 1" in page.text
    assert browser.post(address(edition), {"label": "2099"}).status_code == 409
    assert (
        browser.post(reverse("admin:profiles_edition_delete", args=[edition.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert Edition.objects.filter(pk=edition.pk, label="2012").exists()


def test_an_empty_language_of_an_issued_edition_is_filled_once(client_of, world, cast):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "cumin", sections=1)
    section = edition.sections.get()
    Section.objects.filter(pk=section.pk).update(body_ar="")
    browser = client_of("secretariat")
    publish(edition=edition, by=None, override="For the test.")
    field = f"{section.pk}-ar"
    assert field in browser.get(address(edition, "fill")).content.decode()
    browser.post(address(edition, "fill"), {field: "<p>نص <b onclick='x'>جديد</b> [1]</p>"})
    section.refresh_from_db()
    assert section.body_ar == "<p>نص جديد [1]</p>"
    browser.post(address(edition, "fill"), {field: "<p>other</p>", f"{section.pk}-en": "<p>other</p>"})
    section.refresh_from_db()
    assert "other" not in section.body_ar + section.body_en
    edition.refresh_from_db()
    assert sorted(edition.languages) == sorted(LANGUAGES)


def test_the_next_edition_begins_once_with_the_published_texts(client_of, restricted):
    browser, begin = client_of("secretariat"), reverse("admin:profiles_profile_begin", args=[restricted.pk])
    assert "edition 1" in browser.get(begin).content.decode()
    sent = {"label": "2013", "as_of": "2013-06-30"}
    first, second = browser.post(begin, sent), browser.post(begin, sent)
    draft = restricted.editions.get(state=Edition.State.DRAFT)
    assert first.url == second.url == address(draft)
    assert draft.number == 2
    assert "marmalade" in draft.sections.first().body_en


def test_a_withdrawn_edition_leaves_its_readers(client_of, cast, restricted):
    edition, browser = restricted.editions.get(), client_of("secretariat")
    assert "no longer see" in browser.get(address(edition, "withdraw")).content.decode()
    browser.post(address(edition, "withdraw"), {"reason": ""})
    assert Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)
    browser.post(address(edition, "withdraw"), {"reason": "A number was wrong."})
    assert not Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)


def test_publishing_needs_its_own_permission(client_of, cast, world, draft):
    """Someone who may edit the map, but holds no role that publishes."""
    editor = cast["nobody"]
    editor.is_staff = True
    editor.save()
    grant("regions.edit_regionalmap", editor, world.mtm)
    browser = client_of("nobody")
    assert browser.get(address(draft)).status_code == 200
    assert browser.get(address(draft, "publish")).status_code == 403
    assert browser.post(address(draft, "publish")).status_code == 403
    browser.post(
        reverse("admin:profiles_edition_changelist"),
        {"action": "publish_selected", "_selected_action": [draft.pk], "confirmed": "1"},
    )
    draft.refresh_from_db()
    assert draft.is_draft


READERS = [("visitor", False), ("pillar", True), ("other", False)]


@pytest.mark.parametrize(("reader", "reads"), READERS)
def test_a_preview_is_what_the_chosen_reader_would_see(reader, reads, client_of, world, draft):
    from accounts.models import User

    people = User.objects.count()
    shown = client_of("secretariat").get(address(draft, "preview"), {"reader": reader, "language": "en"})
    assert shown.status_code == 200
    assert ("harissa" in shown.content.decode()) is reads
    assert User.objects.count() == people


def test_a_preview_as_a_named_person_and_in_their_language(client_of, cast, draft):
    asked = {"reader": "user", "person": cast["reader_nga"].pk, "language": "ar"}
    shown = client_of("secretariat").get(address(draft, "preview"), asked)
    assert "harissa ar 1" in shown.content.decode()
    assert 'dir="rtl"' in shown.content.decode()
    outsider = client_of("secretariat").get(
        address(draft, "preview"), {**asked, "person": cast["reader_alb"].pk}
    )
    assert outsider.status_code == 302


def test_list_filters_answer_an_editors_questions(client_of, world, draft, restricted):
    browser, profiles = client_of("secretariat"), reverse("admin:profiles_profile_changelist")

    def found(question: str, there: str = profiles) -> int:
        return browser.get(f"{there}?{question}").context["cl"].result_count

    assert found("has_draft=yes") == 1
    assert found("standing=none") == 1
    assert found("standing=final") == 1
    assert found("restricted=yes") == 2
    assert found("restricted=no") == 0
    assert found("update_due=yes") == 0
    Profile.objects.filter(pk=restricted.pk).update(update_due="2013-01-01")
    assert found("update_due=yes") == 1
    assert found("language_missing=ar") == 0
    Edition.objects.filter(profile=restricted).update(languages=["en"])
    assert found("language_missing=ar") == 1
    editions = reverse("admin:profiles_edition_changelist")
    assert found("published_from=2012-01-01&published_to=2012-12-31", editions) == 1
    assert found("published_from=2013-01-01", editions) == 0
    assert found("published_from=nonsense", editions) == 2
    assert found("state__exact=draft", editions) == 1
    sources = reverse("admin:profiles_source_changelist")
    make.SourceFactory(regional_map=world.mtm, title="unused")
    assert found("uncited=yes", sources) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    rows, client_of, world, django_assert_max_num_queries, restricted
):
    for _row in range(rows - 1):
        make.published_profile("more", regional_map=world.mtm, pillar=world.irregular)
    browser = client_of("secretariat")
    for name, most in (("profile", 24), ("edition", 20), ("source", 20)):
        with django_assert_max_num_queries(most):
            browser.get(reverse(f"admin:profiles_{name}_changelist"))


def test_a_label_is_given_once_and_a_withdrawn_text_is_told(client_of, public):
    withdraw(edition=public.editions.get(), by=None, reason="For the test.")
    there = reverse("admin:profiles_profile_begin", args=[public.pk])
    assert "which was withdrawn" in client_of("secretariat").get(there).content.decode()
    answer = client_of("secretariat").post(there, {"label": "2012", "as_of": "2013-06-30"})
    assert "has this label already" in answer.content.decode()
    assert not public.editions.filter(state="draft").exists()
