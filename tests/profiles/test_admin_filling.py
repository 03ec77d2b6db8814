"""Filling what a published edition lacks in a language: once, each text by itself, and two people at a time."""

import pytest
from django.urls import reverse

from profiles.actions import fill_head, fill_language, publish
from profiles.models import Edition, Section
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of


@pytest.fixture
def edition(world, cast) -> Edition:
    """Published, with gaps: two sections and the summary in Arabic, the note on what changed in French and Arabic."""
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    edition = make.EditionFactory(
        profile=profile, summary_en="In short.", summary_fr="En bref.", change_note_en="All is new."
    )
    make.write_sections(edition, "cumin")
    edition.sections.update(body_ar="")
    publish(edition=edition, by=None, override="For the test.")
    return edition


def names(edition: Edition) -> list[str]:
    return [f"{section.pk}-ar" for section in edition.sections.order_by("order")]


def fill(browser, edition: Edition, **typed: str):
    return browser.post(address(edition, "fill"), typed)


def test_each_gap_has_a_box_with_the_other_languages_beside_it(client_of, edition):
    page = page_of(client_of("secretariat").get(address(edition, "fill")))
    boxes = [box["name"] for box in page.select(".gap textarea")]
    assert boxes == ["summary-ar", "change_note-ar", "change_note-fr", *names(edition)]
    gap = page.select(".gap")[0]
    assert "Summary in العربية" in gap.select_one("h2").text
    assert gap.select_one("textarea[lang=ar][dir=rtl]")
    assert [text.text.strip() for text in gap.select("details div")] == ["In short.", "En bref."]
    assert "Fill 5 missing texts" in page_of(client_of("secretariat").get(address(edition))).text


def test_a_note_that_no_language_has_is_no_gap(client_of, restricted):
    edition = restricted.editions.get()
    page = page_of(client_of("secretariat").get(address(edition, "fill")))
    assert [box["name"] for box in page.select(".gap textarea")] == ["summary-ar", "summary-fr"]


def test_summary_and_note_are_filled_once(client_of, edition):
    browser = client_of("secretariat")
    answer = fill(browser, edition, **{"summary-ar": "باختصار <b>.</b>", "change_note-fr": "Tout est neuf."})
    assert answer.url == address(edition)
    edition.refresh_from_db()
    assert (edition.summary_ar, edition.change_note_fr) == ("باختصار <b>.</b>", "Tout est neuf.")
    fill(browser, edition, **{"summary-ar": "غير ذلك", "summary-en": "Something else."})
    edition.refresh_from_db()
    assert (edition.summary_ar, edition.summary_en) == ("باختصار <b>.</b>", "In short.")


def test_a_note_that_is_too_long_holds_up_no_other_text(client_of, edition):
    page = page_of(
        fill(client_of("secretariat"), edition, **{"change_note-fr": "x" * 251, "summary-ar": "باختصار"})
    )
    assert "The others are saved" in page.select_one(".errornote").text
    assert page.select_one("textarea[name=change_note-fr]").text.strip() == "x" * 251
    assert not page.select("textarea[name=summary-ar]")
    edition.refresh_from_db()
    assert (edition.summary_ar, edition.change_note_fr) == ("باختصار", None)


def test_a_source_that_is_not_there_is_told_at_its_text(client_of, edition):
    first, second = names(edition)
    page = page_of(fill(client_of("secretariat"), edition, **{first: "<p>نص [9]</p>", second: "<p>نص</p>"}))
    gap = page.select_one(f".gap:has(textarea[name='{first}'])")
    assert "cites source [9]" in gap.select_one(".errorlist").text
    assert "[9]" in gap.select_one("textarea").text
    assert not page.select(f"textarea[name='{second}']")
    assert [section.body_ar for section in edition.sections.order_by("order")] == ["", "<p>نص</p>"]


def filled_meanwhile(edition: Edition) -> str:
    """Somebody else fills the first section and the summary while the form is open."""
    section = edition.sections.order_by("order").first()
    fill_language(section=section, language="ar", body="<p>نص الآخر</p>", by=None)
    fill_head(edition=edition, field="summary", language="ar", text="ملخص الآخر", by=None)
    return f"{section.pk}-ar"


def test_a_gap_that_somebody_else_filled_shows_both_texts_and_the_others_are_saved(client_of, edition):
    first, second = names(edition)
    filled_meanwhile(edition)
    typed = {first: "<p>نصي <script>x</script>أنا</p>", "summary-ar": "ملخصي", second: "<p>ثان</p>"}
    page = page_of(fill(client_of("admin"), edition, **typed))
    assert "2 texts were filled by somebody else" in " ".join(page.select_one(".errornote").text.split())
    summary, section = page.select(".late")
    assert section.select_one(".typed .rich[lang=ar][dir=rtl]").text.strip() == "نصي أنا"
    assert section.select_one(".clash-theirs").text.strip() == "نص الآخر"
    assert "Changed meanwhile by" in section.text
    assert (summary.select_one(".typed p").text, summary.select_one(".clash-theirs").text.strip()) == (
        "ملخصي", "ملخص الآخر",
    )  # fmt: skip
    bodies = [row.body_ar for row in edition.sections.order_by("order")]
    assert bodies == ["<p>نص الآخر</p>", "<p>ثان</p>"]
    assert "Texts added: 1" in page.text
    assert [box["name"] for box in page.select(".gap textarea")] == ["change_note-ar", "change_note-fr"]


def test_what_came_too_late_stays_in_view_until_all_is_well(client_of, edition):
    browser, first = client_of("admin"), filled_meanwhile(edition)
    page = page_of(fill(browser, edition, **{first: "<p>نصي</p>"}))
    kept = {box["name"]: box["value"] for box in page.select(".late input")}
    assert kept == {f"kept-{first}": "<p>نصي</p>"}
    page = page_of(fill(browser, edition, **kept, **{"change_note-fr": "x" * 251}))
    assert "نصي" in page.select_one(".late .typed").text
    assert fill(browser, edition, **kept, **{"change_note-fr": "Neuf."}).status_code == 302


def test_the_same_text_twice_is_once(client_of, edition):
    """A double click."""
    browser, (first, _second) = client_of("secretariat"), names(edition)
    for _click in range(2):
        assert fill(browser, edition, **{first: "<p>نص</p>", "summary-ar": "باختصار\r\n"}).status_code == 302


def test_a_gap_filled_between_the_look_and_the_deed(client_of, edition, monkeypatch):
    """The other's text comes in after the form has seen the gap; the database would refuse a second one."""
    from profiles.admin import filling

    first, _second = names(edition)
    look = filling.FillForm.full_clean

    def slow(form):
        look(form)
        if not Section.objects.get(pk=first.removesuffix("-ar")).body_ar:
            filled_meanwhile(edition)

    monkeypatch.setattr(filling.FillForm, "full_clean", slow)
    page = page_of(fill(client_of("admin"), edition, **{first: "<p>نصي</p>", "summary-ar": "ملخصي"}))
    assert len(page.select(".late")) == 2
    assert Section.objects.get(pk=first.removesuffix("-ar")).body_ar == "<p>نص الآخر</p>"


def test_it_is_told_who_filled_it(client_of, edition):
    first, _second = names(edition)
    fill(client_of("secretariat"), edition, **{first: "<p>نص</p>"})
    page = page_of(fill(client_of("admin"), edition, **{first: "<p>نصي</p>"}))
    assert "Changed meanwhile by secretariat" in page.select_one(".late").text


def test_another_maps_team_fills_nothing(client_of, edition):
    assert fill(client_of("prague"), edition, **{"summary-ar": "دخيل"}).url == reverse("admin:index")
    edition.refresh_from_db()
    assert not edition.summary_ar
