"""What the desk of an edition shows: where it stands, what comes next and by whom, what is missing, and what was done."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from profiles import conditions, workflow
from profiles.actors import is_of_secretariat, may_take, takers
from profiles.models import Edition, Endorsement, Remark, Section, Validation
from profiles.models.translatable import is_translatable, languages_of
from profiles.models.validation import has_someone_who_validates
from profiles.people import translators_of
from profiles.texts import Changed, changed_since
from profiles.translation.work import Work, by_section
from profiles.translation.xliff import exchanged
from profiles.workflow import State, Transition

LINE = (State.DRAFT, State.VALIDATION, State.ENDORSED, State.TRANSLATION, State.READY, State.PUBLISHED)


@dataclass(frozen=True)
class Station:
    state: State
    place: str  # past, skipped, here, over, ahead

    @property
    def words(self) -> str:
        told = {
            "past": _("done"),
            "skipped": _("left out"),
            "here": _("here now"),
            "over": _("over"),
            "ahead": _("to come"),
        }
        return told[self.place]


@dataclass(frozen=True)
class NextStep:
    step: Transition
    who: list[str]
    is_mine: bool
    missing: list[str]
    address: str

    @property
    def is_grave(self) -> bool:
        """Set apart: not the way an edition usually goes."""
        return self.step.name in ("return_to_draft", "override", "withdraw", "unschedule")


def is_publishable(edition: Edition) -> bool:
    """Nothing is missing, so that nothing has to be overridden."""
    return edition.state == State.READY and not conditions.missing_for_publication(edition)


@dataclass
class Row:
    """A section with the verdicts on it and where it stands in each language."""

    section: Section
    works: list[Work]
    validations: list[Validation] = field(default_factory=list)
    is_endorsed_earlier: Changed | None = None


def stations(edition: Edition) -> list[Station]:
    """The line from draft to published, with what was left out on the way; what was superseded or withdrawn is past its end."""
    visited = {State.DRAFT, *edition.steps.values_list("from_state", flat=True)}  # type: ignore[attr-defined]
    at = LINE.index(State(edition.state)) if edition.state in LINE else len(LINE)
    return [Station(state, place_of(n, at, state in visited)) for n, state in enumerate(LINE)]


def place_of(number: int, at: int, is_visited: bool) -> str:
    if number >= at:
        return "here" if number == at else "ahead"
    if number == len(LINE) - 1:
        return "over"
    return "past" if is_visited else "skipped"


def next_steps(edition: Edition, user: User) -> list[NextStep]:
    found = []
    for step in workflow.steps_from(edition.state):
        if (step.name == "unschedule") is not bool(edition.publish_at) and step.name in (
            "schedule",
            "unschedule",
        ):
            continue
        missing = conditions.unmet(edition, step.conditions)
        if step.name == "endorse_again" and conditions.is_endorsed(edition) == []:
            continue
        if step.name == "override" and is_publishable(edition):
            continue
        address = reverse("workspace:step", args=[edition.pk, step.name])
        found.append(NextStep(step, takers(step, edition), may_take(user, step, edition), missing, address))
    return found


def rows_of(edition: Edition, endorsement: Endorsement | None) -> list[Row]:
    works = by_section(Section.objects.filter(edition=edition), edition.profile.regional_map.languages)
    rows: dict[int, Row] = {}
    for section in edition.sections.select_related("template").order_by("order"):
        section.edition = edition
        rows[section.pk] = Row(section, works.get(section.pk, []))
        if endorsement and endorsement.is_stale_for(section):
            seen = endorsement.seen.get(section.code, {})
            rows[section.pk].is_endorsed_earlier = changed_since(
                section, seen.get("text", ""), seen.get("language", "")
            )
    found = Validation.objects.filter(section__edition=edition).select_related(
        "agency", "taken_by", "given_by"
    )
    for row in found.annotate(has_someone=has_someone_who_validates()).order_by("agency__code"):
        row.section = rows[row.section_id].section
        rows[row.section_id].validations.append(row)
    return list(rows.values())


def abandoned(rows: list[Row]) -> list[Any]:
    """Agencies that were asked and for which nobody validates."""
    found: dict[int, Any] = {}
    for row in rows:
        for validation in row.validations:
            if validation.is_awaited and not validation.has_someone:  # type: ignore[attr-defined]
                found[validation.agency_id] = validation.agency
    return list(found.values())


def translation_of(edition: Edition, rows: list[Row], user: User) -> dict[str, Any]:
    """Into which languages the user translates it, which files go out and come back, and for which language there is nobody."""
    works = [work for row in rows for work in row.works]
    mine = languages_of(user, edition.profile.regional_map)
    waiting = {work.language for work in works if work.is_waiting} if is_translatable(edition) else set()
    return {
        "mine": mine,
        "is_open": is_translatable(edition),
        "exchanged": exchanged(edition, works, mine) if is_translatable(edition) else [],
        "orphaned": [code for code in sorted(waiting) if not translators_of(edition, code).exists()],
    }


def threads(remarks: Any) -> list[dict[str, Any]]:
    """Each remark with its answers."""
    rows = list(remarks.select_related("author", "resolved_by", "author__organisation"))
    heads = [row for row in rows if row.parent_id is None]
    return [{"head": head, "answers": [row for row in rows if row.parent_id == head.pk]} for head in heads]


def remarks_on_sections(edition: Edition, user: User) -> list[Remark]:
    """Open ones, each leading to the section's validation, where it is answered and resolved."""
    rows = Remark.objects.visible_to(user).open().filter(validation__section__edition=edition)
    return list(rows.select_related("validation__section__template", "validation__agency"))


def desk_context(edition: Edition, user: User) -> dict[str, Any]:
    from profiles.history import history

    endorsement = Endorsement.objects.in_force(edition)
    rows = rows_of(edition, endorsement)
    steps = next_steps(edition, user)
    return {
        "edition": edition,
        "profile": edition.profile,
        "regional_map": edition.profile.regional_map,
        "stations": stations(edition),
        "steps": [step for step in steps if not step.is_grave],
        "grave_steps": [step for step in steps if step.is_grave and step.is_mine],
        "rows": rows,
        "abandoned": abandoned(rows),
        "translation": translation_of(edition, rows, user),
        "missing": conditions.missing_for_publication(edition) if edition.is_draft else [],
        "endorsement": endorsement,
        "is_secretariat": is_of_secretariat(user, edition),
        "threads": threads(Remark.objects.visible_to(user).filter(edition=edition)),
        "open_remarks": Remark.objects.of_edition(edition).open().count(),
        "remarks_on_sections": remarks_on_sections(edition, user),
        "history": history(edition),
    }
