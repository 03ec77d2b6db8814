"""All profiles of a secretariat at once: where each stands, section by section, and how fresh it is. No text leaves the database."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Reader, held
from imap.core.translation import LANGUAGES
from imap.regions.models import RegionalMap
from profiles.models import Edition, Profile, Remark, Section, SectionTemplate, Validation
from profiles.models.translation import counts_behind
from profiles.workflow import State

SOON = timedelta(days=90)
UNSEEN = ("search", "country__search")


@dataclass(frozen=True)
class Mark:
    """A state in words; `tone` is its colour."""

    code: str
    tone: str
    words: str


@dataclass
class Cell:
    """One section of the edition in work: the least finished of what is said of it."""

    section: Any
    validations: list[Any] = field(default_factory=list)

    @property
    def mark(self) -> Mark:
        if not any(getattr(self.section, f"has_{code}") for code in LANGUAGES):
            return Mark("empty", "none", _("empty"))
        if any(row.verdict == Validation.Verdict.CHANGE and not row.stale for row in self.validations):
            return Mark("change", "red", _("change asked"))
        if any(row.stale for row in self.validations):
            return Mark("stale", "amber", _("earlier text"))
        if any(not row.verdict for row in self.validations):
            return Mark("asked", "amber", _("asked"))
        if self.validations:
            return Mark("confirmed", "green", _("confirmed"))
        return Mark("written", "plain", _("written"))


@dataclass
class BoardRow:
    """A profile: what readers have, what is being worked on, section by section."""

    profile: Profile
    current: Edition | None = None
    edition: Edition | None = None
    open_remarks: int = 0
    behind: int = 0  # texts that are missing or out of step, while it is translated
    cells: list[Cell] = field(default_factory=list)

    @property
    def freshness(self) -> Mark:
        due, today = self.profile.update_due, date.today()
        if self.current is None:
            return Mark("never", "red", _("nothing published yet"))
        if due is None:
            return Mark("unknown", "plain", _("no date expected"))
        if due < today:
            return Mark("overdue", "red", _("overdue"))
        return (
            Mark("soon", "amber", _("due soon"))
            if due <= today + SOON
            else Mark("fresh", "green", _("up to date"))
        )

    @property
    def state(self) -> str:
        return self.edition.state if self.edition else "none"

    @property
    def is_begun(self) -> bool:
        """Something is written, or somebody else has seen it."""
        return self.state not in ("none", State.DRAFT) or any(
            cell.mark.code != "empty" for cell in self.cells
        )

    @property
    def address(self) -> str:
        """The desk of the edition in work; else the place where the next one is begun."""
        if self.edition:
            return reverse("workspace:desk", args=[self.edition.pk])
        return reverse("admin:profiles_profile_begin", args=[self.profile.pk])


def own_profiles(user: Reader) -> QuerySet[Profile]:
    mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
    rows = Profile.objects.filter(mine).select_related("regional_map", "pillar", "country", "map_pillar")
    return rows.defer(*UNSEEN)


def board(profiles: QuerySet[Profile]) -> list[BoardRow]:
    """Eight questions to the database, however many profiles there are."""
    rows = {profile.pk: BoardRow(profile) for profile in profiles}
    editions = Edition.objects.heads().filter(profile__in=rows)
    for edition in editions.filter(Q(state=State.PUBLISHED) | Q(pk__in=Edition.objects.unissued())):
        row = rows[edition.profile_id]
        edition.profile = row.profile
        if edition.is_draft:
            row.edition = edition
        else:
            row.current = edition
    in_work = {row.edition.pk: row for row in rows.values() if row.edition}
    cells = fill_cells(in_work)
    for validation in Validation.objects.with_staleness().filter(section__in=cells).select_related("agency"):
        cells[validation.section_id].validations.append(validation)
    for edition_id, count in open_remarks(in_work):
        in_work[edition_id].open_remarks += count
    for edition_id, count in counts_behind(in_work).items():
        in_work[edition_id].behind = count
    return list(rows.values())


def fill_cells(in_work: dict[int, BoardRow]) -> dict[int, Cell]:
    sections = Section.objects.without_texts().select_related("template").filter(edition__in=in_work)
    cells = {}
    for section in sections.with_languages().order_by("edition", "order"):
        cells[section.pk] = Cell(section)
        in_work[section.edition_id].cells.append(cells[section.pk])
    return cells


def open_remarks(in_work: dict[int, BoardRow]) -> list[tuple[int, int]]:
    threads = Remark.objects.open().filter(
        Q(edition__in=in_work) | Q(validation__section__edition__in=in_work)
    )
    rows = threads.values_list("edition", "validation__section__edition").annotate(count=Count("pk"))
    return [(whole or part, count) for whole, part, count in rows]


@dataclass
class Table:
    """Profiles of one pillar and kind: they share their sections, which head the columns."""

    title: str
    pillar: Any
    headings: list[Any]
    rows: list[BoardRow]


def tables(rows: list[BoardRow]) -> list[Table]:
    groups: dict[tuple[Any, str], list[BoardRow]] = defaultdict(list)
    for row in rows:
        groups[(row.profile.pillar, row.profile.kind)].append(row)
    found = []
    for (pillar, _kind), members in sorted(groups.items(), key=lambda item: (item[0][0].order, item[0][1])):
        label = members[0].profile.get_kind_display()
        title = _("%(pillar)s · %(kind)s") % {"pillar": pillar, "kind": label}
        found.append(Table(title, pillar, headings_of(members), members))
    return found


def headings_of(members: list[BoardRow]) -> list[Any]:
    longest = max((row.cells for row in members), key=len, default=[])
    if longest:
        return [cell.section.shown_heading for cell in longest]
    first = members[0].profile
    wanted = SectionTemplate.objects.for_profile(first.regional_map, first.pillar, first.kind)
    return [template.shown_heading for template in wanted]
