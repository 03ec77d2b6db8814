"""The desk of an edition, its steps as pages, the endorsement, and what awaits each role."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.actions import admit
from profiles.actions import give_verdict, mark_of_edition, say, take_step
from profiles.actions.validation import mark_of
from profiles.models import Section, Validation
from tests import factories as make


@pytest.fixture
def validation(world, cast):
    return make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)


@pytest.fixture
def edition(validation):
    return validation.section.edition


def confirm(validation, cast):
    row = Validation.objects.get(pk=validation.pk)
    give_verdict(validation=row, by=cast["unhcr"], verdict="confirmed", mark=mark_of(row.section))


def desk(edition, name="desk", *args):
    return reverse(f"workspace:{name}", args=[edition.pk, *args])


def text_of(answer):
    return answer.content.decode()


def test_the_desk_says_where_it_stands_and_who_is_next(client_of, edition, cast):
    page = text_of(client_of("secretariat").get(desk(edition)))
    assert 'aria-current="step"' in page
    assert "Organisation UNHCR has not yet given its verdict" in page
    assert "the national focal point" in page
    assert "sent it for validation" in page


def test_the_desk_names_an_agency_for_which_nobody_validates(client_of, world, edition):
    section = edition.sections.get(code="part-2")
    Validation.objects.create(
        section=section, agency=make.OrganisationFactory(code="UNODC"), due_on="2030-01-01"
    )
    assert "Nobody validates for Organisation UNODC" in text_of(client_of("secretariat").get(desk(edition)))


@pytest.mark.parametrize(
    ("language", "short"), [("en", "UNHCR"), ("fr", "HCR"), ("ar", "Organisation UNHCR")]
)
def test_an_agency_goes_by_one_short_name_in_the_readers_language(language, short, client_of, edition, cast):
    """Where there is none in that language it goes by its name, and never by its code."""
    agency = cast["unhcr"].organisation
    agency.code, agency.short_name_en, agency.short_name_fr = "REFUGEES", "UNHCR", "HCR"
    agency.save()
    confirmed = Validation.objects.get(section__edition=edition)
    say(by=cast["unhcr"], validation=confirmed, text="Which year?", language="en")
    for page in (desk(edition), desk(edition, "endorse"), reverse("workspace") + "?state=validation"):
        shown = client_of("secretariat").get(f"{page}{'&' if '?' in page else '?'}lang={language}")
        words = " ".join(BeautifulSoup(shown.content, "html.parser").main.text.split())
        assert short in words, page
        assert "REFUGEES" not in words


def test_the_desk_asks_as_much_for_three_sections_as_for_one(
    client_of, world, cast, django_assert_max_num_queries
):
    for count in (1, 3):
        row = make.under_review("cumin", world.mtm_irregular, cast["unhcr"].organisation, sections=count)
        with django_assert_max_num_queries(75):
            client_of("secretariat").get(desk(row.section.edition))
        take_step(edition=row.section.edition, step="return_to_draft", by=None, note="x")
        row.section.edition.delete()
        row.section.edition.profile.delete()


def test_a_step_asks_first_and_is_done_once(client_of, edition, cast):
    browser, there = client_of("secretariat"), desk(edition, "step", "return_to_draft")
    assert "Verdicts and remarks stay" in text_of(browser.get(there))
    assert "required" in text_of(browser.post(there, {"note": ""}))
    for _click in range(2):
        assert browser.post(there, {"note": "A figure is missing."}).status_code == 302
    edition.refresh_from_db()
    assert edition.state == "draft"
    assert edition.steps.filter(step="return_to_draft").count() == 1
    assert "A figure is missing." in text_of(browser.get(desk(edition)))


def test_a_step_out_of_turn_answers_409_with_state_and_who(client_of, edition):
    answer = client_of("secretariat").post(desk(edition, "step", "make_ready"), {"note": ""})
    assert answer.status_code == 409
    assert "in validation" in text_of(answer)
    assert "the secretariat of the regional i-Map" in text_of(answer)
    answer = client_of("focal_mar").post(desk(edition, "step", "publish"), {"note": ""})
    assert answer.status_code == 409


def test_a_step_that_does_not_exist_is_not_there(client_of, edition):
    for name in ("load", "supersede", "nonsense"):
        assert client_of("secretariat").get(desk(edition, "step", name)).status_code == 404


def test_the_focal_point_reads_the_whole_and_endorses_it(client_of, edition, validation, cast):
    browser, there = client_of("focal_mar"), desk(edition, "endorse")
    page = text_of(browser.get(there))
    assert "saffron ar 1" in page
    assert "saffron ar 2" in page
    assert "It cannot be endorsed yet" in page
    confirm(validation, cast)
    Section.objects.filter(edition=edition, code="part-2").update(body_ar="<p>saffron, changed meanwhile</p>")
    read = {"endorse": "1", "note": "", "mark": mark_of_edition(edition)}
    Section.objects.filter(edition=edition, code="part-2").update(body_ar="<p>saffron, once more</p>")
    answer = browser.post(there, read)
    assert "The texts have changed while you were reading." in text_of(answer)
    assert not edition.endorsements.exists()
    mark = BeautifulSoup(answer.content, "html.parser").select_one("[name=mark]")["value"]
    assert browser.post(there, {**read, "mark": mark}, follow=True).status_code == 200
    edition.refresh_from_db()
    assert edition.state == "endorsed"
    assert edition.endorsements.get().by == cast["focal_mar"]


def test_the_focal_point_returns_it_with_remarks(client_of, edition, cast):
    browser, there = client_of("focal_mar"), desk(edition, "endorse")
    assert "Write the reason." in text_of(browser.post(there, {"return": "1", "note": " "}))
    answer = browser.post(there, {"return": "1", "note": "Not our words."})
    assert answer.url == reverse("workspace")
    assert "Not our words." in text_of(client_of("secretariat").get(desk(edition)))
    assert browser.get(there).status_code == 404


def test_the_endorsement_shows_what_changed_since(client_of, edition, validation, cast):
    confirm(validation, cast)
    take_step(edition=edition, step="endorse", by=cast["focal_mar"])
    section = Section.objects.get(pk=validation.section_id)
    section.body_ar = section.body_ar.replace("saffron", "paprika")
    section.save()
    page = text_of(client_of("focal_mar").get(desk(edition, "endorse")))
    assert "<del>saffron</del>" in page
    assert "<ins>paprika</ins>" in page
    assert "endorsed with an earlier text" in text_of(client_of("secretariat").get(desk(edition)))


def test_remarks_on_the_whole_stand_on_the_desk(client_of, edition):
    client_of("focal_mar").post(desk(edition, "edition_remark"), {"text": "Which year?", "language": "en"})
    page = text_of(client_of("secretariat").get(desk(edition)))
    assert "Which year?" in page
    remark = edition.remarks.get()
    browser = client_of("secretariat")
    browser.post(
        reverse("workspace:remark_act", args=[remark.pk, "answer"]), {"text": "2012.", "language": "en"}
    )
    browser.post(reverse("workspace:remark_act", args=[remark.pk, "resolve"]))
    remark.refresh_from_db()
    assert remark.resolved_by.email == "secretariat@example.org"
    assert remark.answers.get().text == "2012."


def awaits(client_of, who):
    return client_of(who).get(reverse("workspace"))


def test_each_role_finds_what_awaits_it(client_of, edition, validation, cast):
    assert "Give your verdict on 1 section" in text_of(awaits(client_of, "unhcr"))
    assert "Agencies are checking it" in text_of(awaits(client_of, "focal_mar"))
    assert "You wait for: Organisation UNHCR" in text_of(awaits(client_of, "secretariat"))
    assert "Nothing awaits you today." in text_of(awaits(client_of, "nobody"))
    confirm(validation, cast)
    assert "Nothing awaits you today." in text_of(awaits(client_of, "unhcr"))
    assert "Endorse it, or return it with remarks" in text_of(awaits(client_of, "focal_mar"))
    take_step(edition=edition, step="endorse", by=cast["focal_mar"])
    assert "Start the translation" in text_of(awaits(client_of, "secretariat"))


@pytest.mark.parametrize("who", ["unhcr", "focal_mar", "prague", "reader_nga"])
def test_the_board_is_its_own_secretariats(who, client_of, edition, restricted):
    assert edition.profile.get_absolute_url() not in text_of(awaits(client_of, who))
    assert "saffron" not in text_of(awaits(client_of, who))
    tables = awaits(client_of, who).context.get("tables", [])
    assert edition.profile not in [row.profile for table in tables for row in table.rows]


def test_the_board_has_states_of_sections_and_filters(client_of, edition, restricted, public):
    board = awaits(client_of, "secretariat")
    rows = {row.profile: row for table in board.context["tables"] for row in table.rows}
    assert [cell.mark.code for cell in rows[edition.profile].cells] == ["asked", "written"]
    assert rows[restricted].freshness.code == "unknown"
    assert rows[edition.profile].freshness.code == "never"

    def found(question):
        answer = client_of("secretariat").get(reverse("workspace") + f"?{question}")
        return {row.profile for table in answer.context["tables"] for row in table.rows}

    assert found("state=validation") == {edition.profile}
    assert found("state=none") == {restricted, public}
    assert found(f"pillar={public.pillar_id}") == {public}
    assert found("fresh=never") == {edition.profile}
    assert found("state=nonsense") == {edition.profile, restricted, public}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_asks_as_much_for_three_rows_as_for_one(
    rows, client_of, world, cast, django_assert_max_num_queries
):
    make.under_review("cumin", world.mtm_irregular, cast["unhcr"].organisation)
    for _row in range(rows - 1):
        profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
        make.write_sections(make.EditionFactory(profile=profile), "cumin")
    with django_assert_max_num_queries(57):
        awaits(client_of, "secretariat")


def test_a_head_sees_the_override_among_the_other_steps(client_of, edition, cast, world):
    assert "Publish without all conditions" not in text_of(client_of("secretariat").get(desk(edition)))
    admit(user=cast["secretariat"], role="head_of_secretariat", over=world.mtm, by=None)
    assert "Publish without all conditions" in text_of(client_of("secretariat").get(desk(edition)))


@pytest.mark.parametrize(("count", "lines"), [(2, 2), (5, 1)])
def test_many_overdue_profiles_are_one_line(count, lines, client_of, world):
    for _row in range(count):
        profile = make.published_profile("cumin", regional_map=world.mtm, pillar=world.development)
        profile.update_due = "2013-01-01"
        profile.save()
    tasks = awaits(client_of, "secretariat").context["to_do"]
    assert len(tasks) == lines
    assert "Begin the next edition" in tasks[0].title


def test_a_remark_on_a_section_is_found_from_the_desk(client_of, edition, validation, cast):
    say(validation=validation, by=cast["unhcr"], text="Which year?", language="en")
    page = BeautifulSoup(client_of("secretariat").get(desk(edition)).content, "html.parser")
    (link,) = page.select("#remarks .missing a")
    assert link["href"] == reverse("workspace:validation", args=[validation.pk]) + "#remarks"


def test_the_line_of_stations_tells_what_was_left_out(client_of, edition, cast):
    take_step(edition=edition, step="load", by=None, note="For the test.")
    page = BeautifulSoup(client_of("secretariat").get(desk(edition)).content, "html.parser")
    places = [row["class"][-1] for row in page.select(".station")]
    assert places == ["station-past", "station-past", *["station-skipped"] * 3, "station-here"]


def test_an_override_names_what_is_missing(client_of, edition, cast, world):
    admit(user=cast["secretariat"], role="head_of_secretariat", over=world.mtm, by=None)
    page = text_of(client_of("secretariat").get(desk(edition, "step", "override")))
    assert "The edition is not endorsed." in page
    assert "Reason, for everyone to read" in page


def test_an_answer_to_a_remark_does_not_resolve_alone(client_of, edition, validation, cast):
    remark = say(validation=validation, by=cast["unhcr"], text="Which year?", language="en")
    answer = say(by=cast["secretariat"], text="2012.", language="en", parent=remark)
    client_of("secretariat").post(reverse("workspace:remark_act", args=[answer.pk, "resolve"]))
    remark.refresh_from_db()
    assert remark.resolved_by == cast["secretariat"]
