"""Odd input at the doors of the workflow: nothing breaks, nothing is half done, and what was typed is there to copy."""

import pytest
from django.urls import reverse

from accounts.actions import admit
from profiles.actions import say, take_review, take_step
from profiles.actions.validation import mark_of
from profiles.models import Edition, Remark, SectionVersion, Validation
from tests import factories as make
from tests.profiles.test_admin_edition import page_of

LONG = "a word and " * 28_000  # 300 kB
ODD = {
    "nothing": {},
    "blank": dict.fromkeys(("note", "text", "remark", "mark", "due_on", "publish_at", "verdict"), "  \n "),
    "too long": dict.fromkeys(("note", "text", "remark", "on_behalf", "mark", "verdict"), LONG),
    "of another kind": {
        "due_on": "31/12/2099",
        "publish_at": "yesterday",
        "verdict": "perhaps",
        "language": "xx",
        "mark": "0",
        "version": "x-y-z",
        "seen": "?",
        "which": "first",
    },
    "far away": {"due_on": "9999-12-31", "publish_at": "9999-12-31T23:59", "note": "x"},
    "signs": {"note": "\x01\u202e<script>", "text": "\x01\u202e<script>", "remark": "\u202e", "mark": "é"},
}
STEPS = [
    "send_for_validation", "endorse_again", "return_to_draft", "start_translation", "make_ready", "schedule",
    "unschedule", "publish", "override", "withdraw",
]  # fmt: skip


@pytest.fixture
def row(world, cast) -> Validation:
    return make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)


def states(edition):
    return list(edition.steps.values_list("step", flat=True)), Edition.objects.get(pk=edition.pk).state


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("who", ["secretariat", "focal_mar", "unhcr"])
def test_nothing_breaks_at_any_door(name, who, row, client_of, cast):
    """Every step, both answers of a state, every verb of a validation and of a remark."""
    client, edition = client_of(who), row.section.edition
    thread = say(by=cast["unhcr"], validation=row, text="Which year?", language="en")
    doors = [
        *(reverse("workspace:step", args=[edition.pk, step]) for step in STEPS),
        reverse("workspace:endorse", args=[edition.pk]),
        reverse("workspace:edition_remark", args=[edition.pk]),
        *(reverse("workspace:validation_act", args=[row.pk, verb]) for verb in ("verdict", "remark")),
        *(reverse("workspace:remark_act", args=[thread.pk, verb]) for verb in ("answer", "no-such")),
    ]
    for door in doors:
        assert client.post(door, ODD[name]).status_code in (200, 302, 400, 404, 409), door
    assert Edition.objects.get(pk=edition.pk).state in ("validation", "draft", "published")
    assert all(len(remark.text) <= 5000 for remark in Remark.objects.all())


@pytest.mark.parametrize("step", ["override", "return_to_draft"])
@pytest.mark.parametrize("note", ["", "   \n", LONG])
def test_a_reason_that_is_missing_or_endless_is_asked_for_and_nothing_happens(
    step, note, row, client_of, cast, world
):
    admit(user=cast["secretariat"], role="head_of_secretariat", over=world.mtm, by=None)
    edition = row.section.edition
    before = states(edition)
    page = page_of(
        client_of("secretariat").post(reverse("workspace:step", args=[edition.pk, step]), {"note": note})
    )
    assert page.select_one(".errorlist")
    assert page.select_one("[name=note]").text.strip() == note.strip()
    assert states(edition) == before


def test_a_state_answers_with_one_of_the_two_buttons_and_not_by_accident(row, client_of, cast):
    take_review(validation=row, by=cast["unhcr"])
    confirmed = {"verdict": "confirmed", "mark": mark_of(row.section), "language": "en"}
    client_of("unhcr").post(reverse("workspace:validation_act", args=[row.pk, "verdict"]), confirmed)
    edition, state = row.section.edition, client_of("focal_mar")
    address = reverse("workspace:endorse", args=[edition.pk])
    mark = page_of(state.get(address)).select_one("[name=mark]")["value"]
    undecided = state.post(address, {"mark": mark, "note": "Perhaps."})
    assert page_of(undecided).select_one("[name=note]").text.strip() == "Perhaps."
    assert states(edition)[1] == "validation"
    for _click in range(2):
        assert state.post(address, {"mark": mark, "note": "", "endorse": "1"}).status_code == 302
    assert states(edition)[0].count("endorse") == 1


def test_a_stale_page_of_a_state_is_shown_again_with_what_was_typed(row, client_of, cast):
    confirmed = {"verdict": "confirmed", "mark": mark_of(row.section), "language": "en"}
    client_of("unhcr").post(reverse("workspace:validation_act", args=[row.pk, "verdict"]), confirmed)
    edition, state = row.section.edition, client_of("focal_mar")
    address = reverse("workspace:endorse", args=[edition.pk])
    page = page_of(state.post(address, {"mark": "of-yesterday", "note": "We agree.", "endorse": "1"}))
    assert "The texts have changed while you were reading" in page.text
    assert "We agree." in page.select_one("[name=note]").text
    assert states(edition)[1] == "validation"


def test_a_verdict_refused_with_409_gives_the_remark_back(row, client_of, cast, world):
    take_step(edition=row.section.edition, step="return_to_draft", by=cast["secretariat"], note="A mistake.")
    said = {
        "verdict": "change",
        "mark": mark_of(row.section),
        "remark": "The figure of 2013.",
        "language": "en",
    }
    staff = client_of("secretariat").post(
        reverse("workspace:validation_act", args=[row.pk, "verdict"]), {**said, "on_behalf": "Letter 4"}
    )
    assert staff.status_code == 409
    page = page_of(staff)
    assert "“draft”" in page.text
    assert "Organisation UNHCR" in page.text
    assert [area.text.strip() for area in page.select("textarea[readonly]")] == [
        "The figure of 2013.",
        "Letter 4",
    ]


def test_a_second_tab_after_the_edition_went_on_says_the_state_and_who(row, client_of, cast):
    edition, staff = row.section.edition, client_of("secretariat")
    for _tab in range(2):
        answer = staff.post(
            reverse("workspace:step", args=[edition.pk, "return_to_draft"]), {"note": "A figure is missing."}
        )
        assert answer.status_code == 302
    assert states(edition)[0].count("return_to_draft") == 1
    late = staff.post(reverse("workspace:step", args=[edition.pk, "make_ready"]), {"note": "Late."})
    assert late.status_code == 409
    page = page_of(late)
    assert "“draft”" in page.text
    assert "the secretariat of the regional i-Map" in page.text
    assert page.select_one("textarea[readonly]").text.strip() == "Late."


@pytest.mark.parametrize(("text", "said"), [("", "Nothing was written"), (LONG, "at most 5000")])
def test_an_answer_that_cannot_be_kept_is_given_back(text, said, row, client_of, cast):
    thread = say(by=cast["unhcr"], validation=row, text="Which year?", language="en")
    address = reverse("workspace:remark_act", args=[thread.pk, "answer"])
    answer = client_of("unhcr").post(address, {"text": text, "language": "en"})
    assert answer.status_code == 400
    page = page_of(answer)
    assert said in page.text
    assert (page.select_one("textarea[readonly]") is not None) is bool(text)
    assert Remark.objects.count() == 1


def test_a_withdrawal_clicked_twice_is_one_and_asks_for_its_reason(public, client_of, cast):
    edition = public.editions.get()
    address = reverse("workspace:step", args=[edition.pk, "withdraw"])
    staff = client_of("secretariat")
    assert page_of(staff.post(address, {"note": " "})).select_one(".errorlist")
    for _click in range(2):
        assert staff.post(address, {"note": "A figure is wrong."}).status_code == 302
    assert edition.steps.filter(step="withdraw").count() == 1
    assert client_of("anonymous").get(public.get_absolute_url()).status_code in (200, 404)
    assert b"daylight" not in client_of("anonymous").get(public.get_absolute_url()).content


def test_a_version_of_an_issued_text_stays_where_it_is_and_the_way_back_leads_to_a_page(
    public, client_of, cast
):
    section = public.editions.get().sections.order_by("order").first()
    version = SectionVersion.objects.create(
        section=section, language="en", text="<p>Earlier</p>", kind=SectionVersion.Kind.SAVE, saved_by=None
    )
    staff = client_of("secretariat")
    refused = staff.post(reverse("workspace:restore", args=[version.pk]))
    assert refused.status_code == 409
    back = page_of(refused).select_one(".error-page a.button")["href"]
    assert staff.get(back).status_code == 200
    section.refresh_from_db()
    assert "daylight" in section.body_en
