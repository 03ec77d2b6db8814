"""Two editors at one draft: what each changed is kept, what both changed is asked about, and nothing typed is lost."""

import itertools
from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles.actions import publish, withdraw
from profiles.models import Citation, Edition, Section
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of, sent_back

FIRST_EN, FIRST_FR = "sections-0-body_en", "sections-0-body_fr"
ROW = "sections-0-citations-0"


@pytest.fixture
def draft(world, cast) -> Edition:
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    edition = make.EditionFactory(profile=profile, label="2013", summary_en="one\ntwo")
    make.write_sections(edition, "harissa")
    return edition


class Editor:
    """A person with the form of a draft open, since before anybody else saved."""

    def __init__(self, browser: Client, draft: Edition) -> None:
        self.browser, self.there = browser, address(draft)
        self.page = page_of(browser.get(self.there))

    def save(self, **changes: str) -> BeautifulSoup | None:
        """The page that comes back, or nothing where all was saved; the next save goes on from that page."""
        answer = self.browser.post(self.there, sent_back(self.page, **{"_continue": "1", **changes}))
        if answer.status_code == 302:
            self.page = page_of(self.browser.get(self.there))
            return None
        self.page = page_of(answer)
        return self.page


@pytest.fixture
def editors(client_of: Callable[[str], Client], draft: Edition) -> tuple[Editor, Editor]:
    return Editor(client_of("secretariat"), draft), Editor(client_of("admin"), draft)


def first(draft: Edition) -> Section:
    return draft.sections.order_by("order").first()


def authors_of(section: Section, column: str) -> list[str]:
    """Who changed a text of the section, since it was made."""
    from accounts.models import User

    events = list(Section.pgh_event_model.objects.filter(pgh_obj_id=section.pk).order_by("pgh_id"))
    changed = [
        event
        for before, event in itertools.pairwise(events)
        if getattr(before, column) != getattr(event, column)
    ]
    return [User.objects.get(pk=event.pgh_context.metadata["user"]).name for event in changed]


def test_editors_of_different_texts_do_not_meet(editors, draft):
    one, other = editors
    assert one.save(**{FIRST_FR: "<p>de l’une</p>", "label": "2014"}) is None
    assert other.save(**{FIRST_EN: "<p>of the other</p>", "summary_fr": "résumé"}) is None
    section = first(draft)
    assert (section.body_fr, section.body_en) == ("<p>de l’une</p>", "<p>of the other</p>")
    draft.refresh_from_db()
    assert (draft.label, draft.summary_fr) == ("2014", "résumé")
    assert authors_of(section, "body_fr") == ["secretariat"]
    assert authors_of(section, "body_en") == ["admin"]


def test_what_nobody_changed_is_not_written(editors, draft):
    """A browser sends line ends as CR LF; that is no change."""
    one, _other = editors
    assert one.save(summary_en="one\r\ntwo", **{FIRST_FR: "<p>neuf</p>"}) is None
    assert Edition.pgh_event_model.objects.filter(pgh_obj_id=draft.pk, pgh_label="update").count() == 0
    draft.refresh_from_db()
    assert draft.summary_en == "one\ntwo"


def test_the_same_text_of_two_editors_is_asked_about_and_nothing_is_saved(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>harissa en of the first</p>"})
    page = other.save(
        **{FIRST_EN: "<p>harissa en of the second</p>", FIRST_FR: "<p>aussi</p>", "label": "2015"}
    )
    assert page is not None
    section = first(draft)
    assert section.body_en == "<p>harissa en of the first</p>"
    assert "aussi" not in section.body_fr
    draft.refresh_from_db()
    assert draft.label == "2013"
    assert page.select_one(f"[name={FIRST_EN}]").text.strip() == "<p>harissa en of the second</p>"
    assert page.select_one(f"[name={FIRST_FR}]").text.strip() == "<p>aussi</p>"
    assert page.select_one("[name=label]")["value"] == "2015"
    clash = page.select_one(f"#{FIRST_EN}-clash")
    assert "Changed meanwhile by secretariat" in clash.text
    assert clash.select_one(".clash-theirs.rich[lang=en][dir=ltr]").text.strip() == "harissa en of the first"
    assert [mark.text for mark in clash.select("del, ins")] == ["first", "second"]
    assert len(page.select(".clash:not(.clash-summary)")) == 1
    assert page.select_one(f".clash-summary a[href='#{FIRST_EN}-clash']")
    assert "to correct" not in page.select_one(".clash-summary").text


@pytest.mark.parametrize(("choice", "kept"), [("mine", "second"), ("theirs", "first")])
def test_after_a_choice_all_is_saved(choice, kept, editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>first</p>"})
    other.save(**{FIRST_EN: "<p>second</p>", FIRST_FR: "<p>aussi</p>"})
    assert other.save(**{f"{FIRST_EN}-choice": choice}) is None
    section = first(draft)
    assert (section.body_en, section.body_fr) == (f"<p>{kept}</p>", "<p>aussi</p>")
    assert authors_of(section, "body_en") == ["secretariat", "admin"][: 2 if choice == "mine" else 1]


def test_without_a_choice_it_is_asked_again(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>first</p>"})
    other.save(**{FIRST_EN: "<p>second</p>"})
    page = other.save(**{FIRST_EN: "<p>second, once more</p>"})
    assert page.select_one(f"#{FIRST_EN}-clash")
    assert first(draft).body_en == "<p>first</p>"


def test_a_choice_holds_for_the_text_that_was_shown(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>first</p>"})
    other.save(**{FIRST_EN: "<p>second</p>"})
    one.save(**{FIRST_EN: "<p>first, and more</p>"})
    page = other.save(**{f"{FIRST_EN}-choice": "mine"})
    assert "first, and more" in page.select_one(f"#{FIRST_EN}-clash .clash-theirs").text
    assert first(draft).body_en == "<p>first, and more</p>"
    assert other.save(**{f"{FIRST_EN}-choice": "mine"}) is None
    assert first(draft).body_en == "<p>second</p>"


def test_a_choice_is_remembered_while_something_else_is_wrong(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>first</p>"})
    other.save(**{FIRST_EN: "<p>second</p>"})
    page = other.save(label="", **{f"{FIRST_EN}-choice": "mine"})
    assert page.select_one(f"[name={FIRST_EN}-choice][value=mine]").has_attr("checked")
    assert "chosen" in page.select_one(".clash-summary").text
    assert other.save(label="2013") is None
    assert first(draft).body_en == "<p>second</p>"


def test_the_same_change_by_both_is_none(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>alike</p>"})
    assert other.save(**{FIRST_EN: "<p>alike</p>"}) is None
    assert authors_of(first(draft), "body_en") == ["secretariat"]


def test_a_form_that_comes_back_shows_the_others_texts_where_nothing_was_typed(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: "<p>first</p>", FIRST_FR: "<p>premier</p>"})
    page = other.save(**{FIRST_EN: "<p>second</p>"})
    assert page.select_one(f"[name={FIRST_FR}]").text.strip() == "<p>premier</p>"
    assert other.save(**{f"{FIRST_EN}-choice": "theirs", FIRST_FR: "<p>premier, revu</p>"}) is None
    assert first(draft).body_fr == "<p>premier, revu</p>"


def test_the_head_of_an_edition_is_asked_about_as_well(editors, draft):
    one, other = editors
    one.save(summary_en="of the first", as_of="2013-01-01")
    page = other.save(summary_en="of the second", as_of="2014-01-01", change_note_ar="جديد")
    assert [clash["id"] for clash in page.select(".clash[role=group]")] == ["as_of-clash", "summary_en-clash"]
    assert "1 January 2013" in page.select_one("#as_of-clash").text
    assert other.save(**{"summary_en-choice": "mine", "as_of-choice": "theirs"}) is None
    draft.refresh_from_db()
    assert (draft.summary_en, draft.as_of, draft.change_note_ar) == (
        "of the second", date(2013, 1, 1), "جديد",
    )  # fmt: skip


def test_a_text_that_was_emptied_is_shown_as_none(editors, draft):
    one, other = editors
    one.save(**{FIRST_EN: ""})
    page = other.save(**{FIRST_EN: "<p>second</p>"})
    assert "No text any more." in page.select_one(f"#{FIRST_EN}-clash").text


def test_a_form_without_fingerprints_overwrites_nothing(editors, draft):
    """One that was opened before the portal knew of them."""
    _one, other = editors
    for hidden in other.page.select(f"[name={FIRST_EN}-was]"):
        hidden.decompose()
    assert other.save(**{FIRST_EN: "<p>second</p>"}).select_one(f"#{FIRST_EN}-clash")
    assert "second" not in first(draft).body_en


def cited(draft: Edition) -> dict[int, str]:
    return dict(first(draft).citations.order_by("number").values_list("number", "locator"))


def a_source(draft: Edition) -> str:
    return str(make.SourceFactory(regional_map=draft.profile.regional_map).pk)


def test_sources_of_two_editors_come_together(editors, draft):
    one, other = editors
    one.save(**{f"{ROW}-locator": "p. 4"})
    added = {"sections-0-citations-1-source": a_source(draft), "sections-0-citations-1-locator": "p. 7"}
    assert other.save(**added) is None
    assert cited(draft) == {1: "p. 4", 2: "p. 7"}


def test_a_row_that_was_taken_out_stays_out_where_the_other_left_it_alone(editors, draft):
    one, other = editors
    one.save(**{f"{ROW}-DELETE": "on"})
    assert other.save(**{FIRST_FR: "<p>neuf</p>"}) is None
    assert cited(draft) == {}
    assert first(draft).body_fr == "<p>neuf</p>"


@pytest.mark.parametrize(("choice", "kept"), [("mine", {1: "p. 5"}), ("theirs", {1: "p. 4"})])
def test_a_row_that_both_changed_is_asked_about(choice, kept, editors, draft):
    one, other = editors
    one.save(**{f"{ROW}-locator": "p. 4"})
    page = other.save(**{f"{ROW}-locator": "p. 5"})
    assert cited(draft) == {1: "p. 4"}
    assert page.select_one(f"[name={ROW}-locator]")["value"] == "p. 5"
    assert "p. 4" in page.select_one(f"#{ROW}-clash .clash-theirs").text
    assert "secretariat" in page.select_one(f"#{ROW}-clash").text
    assert other.save(**{f"{ROW}-choice": choice}) is None
    assert cited(draft) == kept


@pytest.mark.parametrize(("choice", "kept"), [("mine", {1: "p. 5"}), ("theirs", {})])
def test_a_row_changed_here_and_taken_out_there_is_asked_about(choice, kept, editors, draft):
    one, other = editors
    one.save(**{f"{ROW}-DELETE": "on"})
    page = other.save(**{f"{ROW}-locator": "p. 5"})
    assert "taken out" in page.select_one(f"#{ROW}-clash").text
    assert "secretariat" in page.select_one(f"#{ROW}-clash").text
    assert other.save(**{f"{ROW}-choice": choice}) is None
    assert cited(draft) == kept


@pytest.mark.parametrize(("choice", "kept"), [("mine", {}), ("theirs", {1: "p. 4"})])
def test_a_row_taken_out_here_and_changed_there_is_asked_about(choice, kept, editors, draft):
    one, other = editors
    one.save(**{f"{ROW}-locator": "p. 4"})
    page = other.save(**{f"{ROW}-DELETE": "on"})
    assert page.select_one(f"#{ROW}-clash")
    assert cited(draft) == {1: "p. 4"}
    assert other.save(**{f"{ROW}-choice": choice}) is None
    assert cited(draft) == kept


def test_one_number_for_two_editors_new_sources_is_refused_with_both_in_view(editors, draft):
    one, other = editors
    row = "sections-0-citations-1"
    one.save(**{f"{row}-source": a_source(draft), f"{row}-number": "2", f"{row}-locator": "first"})
    page = other.save(**{f"{row}-source": a_source(draft), f"{row}-number": "2", f"{row}-locator": "second"})
    assert "the same number" in page.text
    assert "Added meanwhile by secretariat" in page.text
    mine = page.select_one("input[value=second]")["name"].removesuffix("-locator")
    assert other.save(**{f"{mine}-number": "3"}) is None
    assert cited(draft) == {1: "", 2: "first", 3: "second"}


def test_the_same_new_source_of_both_is_one(editors, draft):
    one, other = editors
    row = {"sections-0-citations-1-source": a_source(draft), "sections-0-citations-1-number": "2"}
    one.save(**row)
    assert other.save(**row) is None
    assert cited(draft) == {1: "", 2: ""}


def test_a_source_added_here_takes_the_number_after_the_others(editors, draft):
    one, other = editors
    one.save(**{"sections-0-citations-1-source": a_source(draft), "sections-0-citations-1-locator": "a"})
    other.save(**{"sections-0-citations-1-source": a_source(draft), "sections-0-citations-1-locator": "b"})
    assert cited(draft) == {1: "", 2: "a", 3: "b"}


TYPED = {
    FIRST_EN: "<p>typed <script>x</script>for hours</p>",
    "summary_fr": "tapé",
    f"{ROW}-locator": "p. 99",
}


def end(edition: Edition, how: str, by) -> None:
    if how == "deleted":
        edition.delete()
        return
    publish(edition=make.ready(edition), by=by)
    if how == "withdrawn":
        withdraw(edition=edition, by=by, reason="For the test.")


@pytest.mark.parametrize(
    ("how", "status", "told"),
    [
        ("published", 409, "was published while"),
        ("withdrawn", 409, "published and withdrawn"),
        ("deleted", 404, "was deleted while"),
    ],
)
def test_a_draft_that_is_none_any_more_keeps_what_was_typed_in_view(how, status, told, editors, draft, cast):
    _one, other = editors
    profile = draft.profile_id
    end(draft, how, cast["secretariat"])
    answer = other.browser.post(other.there, sent_back(other.page, **TYPED))
    page = page_of(answer)
    assert answer.status_code == status
    assert told in page.select_one(".errornote").text
    assert page.select_one(f"a[href='{reverse('admin:profiles_profile_begin', args=[profile])}']")
    texts = [text.text.strip() for text in page.select(".typed > div")]
    assert texts[:2] == ["tapé", "typed for hours"]
    assert "p. 99" in texts[2]
    assert len(texts) == 3
    assert not Section.objects.filter(body_en__contains="hours").exists()


def test_it_is_told_who_ended_a_draft(editors, draft):
    one, other = editors
    one.browser.post(address(make.ready(draft), "publish"))
    page = page_of(other.browser.post(other.there, sent_back(other.page, **TYPED)))
    assert "secretariat" in page.select_one(".errornote").text


def test_a_deleted_draft_of_another_map_is_not_told_about(editors, draft, client_of):
    one, _other = editors
    sent = sent_back(one.page, **TYPED)
    number, name = draft.pk, str(draft.profile)
    for gone in (False, True):
        if gone:
            draft.delete()
        answer = client_of("prague").post(one.there, sent)
        assert answer.status_code == 404
        page = page_of(answer)
        assert "typed for hours" in page.text
        assert "no such edition" in page.select_one(".errornote").text
        assert name not in page.text
        assert "secretariat" not in page.select_one("#content").text
    assert not Edition.objects.filter(pk=number).exists()


def test_a_save_waits_for_another(editors, draft):
    one, _other = editors
    with CaptureQueriesContext(connection) as asked:
        one.save(**{FIRST_EN: "<p>held</p>"})
    held = [query["sql"] for query in asked if "FOR UPDATE" in query["sql"] or "FOR NO KEY" in query["sql"]]
    assert ["profiles_profile" in held[0], "profiles_edition" in held[1]] == [True, True]


def test_a_draft_that_was_published_a_moment_ago_is_not_deleted(editors, draft, monkeypatch):
    from profiles.admin import meanwhile

    one, _other = editors
    monkeypatch.setattr(
        meanwhile, "hold", lambda pk: publish(edition=draft, by=None, override="For the test.")
    )
    answer = one.browser.post(reverse("admin:profiles_edition_delete", args=[draft.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert Edition.objects.filter(pk=draft.pk).exists()


def test_a_page_asks_as_much_for_three_clashes_as_it_must(editors, draft, django_assert_max_num_queries):
    one, other = editors
    names = [FIRST_EN, FIRST_FR, "sections-1-body_en"]
    one.save(**dict.fromkeys(names, "<p>first</p>"))
    with django_assert_max_num_queries(90):
        other.save(**dict.fromkeys(names, "<p>second</p>"))


def test_nothing_of_a_clash_is_markup(editors, draft):
    one, other = editors
    one.save(summary_en="<b onclick='x'>first</b>")
    page = other.save(summary_en="<i>second</i>")
    assert not page.select("#summary_en-clash b, #summary_en-clash i")
    assert "<b onclick='x'>first</b>" in page.select_one("#summary_en-clash .clash-theirs").text


def test_citations_stay_with_their_section(editors, draft):
    """A row that names a citation of another section takes nothing from there."""
    one, _other = editors
    foreign = Citation.objects.exclude(section=first(draft)).first()
    page = one.save(
        **{f"{ROW}-id": str(foreign.pk), f"{ROW}-was": f"{foreign.pk}:x", f"{ROW}-locator": "taken"}
    )
    foreign.refresh_from_db()
    assert foreign.locator == ""
    assert page is not None
