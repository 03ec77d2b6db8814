"""What the pages of a meeting's delegates show: how each invitation stands, who is to be read, the line, the seats."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Engagement, Organisation, RoleGroup, User
from imap.core.alphabet import Alphabetical
from meetings.models import Delegate, Invitation, Meeting

State = Delegate.State
STANDINGS = {
    "draft": (_("not sent"), "plain"),
    "declined": (_("declined"), "restricted"),
    "unanswered": (_("not answered"), "preparation"),
    "overdue": (_("answer overdue"), "due"),
    "answered": (_("delegates named"), "final"),
}


@dataclass
class Standing:
    """One invitation with its delegates by state."""

    invitation: Invitation
    people: int  # who can answer it
    delegates: list[Delegate] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.delegates)

    @property
    def named(self) -> int:
        return sum(row.is_active for row in self.delegates)

    @property
    def present(self) -> int:
        return sum(row.attended is True for row in self.delegates)

    @property
    def code(self) -> str:
        row = self.invitation
        if row.sent_at is None:
            return "draft"
        if row.declined_at:
            return "declined"
        if self.named:
            return "answered"
        return "overdue" if row.is_overdue else "unanswered"

    @property
    def words(self) -> str:
        return str(STANDINGS[self.code][0])

    @property
    def tone(self) -> str:
        return STANDINGS[self.code][1]


@dataclass(frozen=True)
class Seats:
    """`promised`: places of open invitations for which nobody is named yet."""

    capacity: int | None
    taken: int
    promised: int

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def are_full(self) -> bool:
        return self.free == 0


def standings(meeting: Meeting) -> list[Standing]:
    rows = meeting.invitations.select_related("organisation__country").defer(
        "organisation__search", "organisation__country__search"
    )
    readers = readers_of(meeting)
    found = {}
    for row in rows:
        row.meeting = meeting
        found[row.pk] = Standing(row, readers[row.organisation_id])
    for delegate in meeting.delegates.order_by("named_at", "pk"):
        found[delegate.invitation_id].delegates.append(delegate)
    return sorted(found.values(), key=lambda each: str(each.invitation.organisation))


def readers_of(meeting: Meeting) -> Counter[int]:
    """How many people can answer for each state or agency."""
    maps = [meeting.regional_map_id, *meeting.other_maps.values_list("pk", flat=True)]
    groups = RoleGroup.objects.filter(regional_map__in=maps)
    inside = Q(organisation__country=None, memberships__group__role_group__in=groups)
    answers = Q(memberships__group__role_group__in=groups.filter(role="focal_point"))
    people = User.objects.filter(inside | answers, is_active=True, organisation__isnull=False)
    pairs = people.order_by().values_list("organisation", "pk").distinct()
    return Counter(organisation for organisation, _person in pairs)


def seats_of(meeting: Meeting, rows: list[Standing]) -> Seats:
    taken = sum(delegate.has_seat for row in rows for delegate in row.delegates)
    promised = sum(max(row.invitation.places - row.named, 0) for row in rows if row.invitation.is_open)
    return Seats(meeting.capacity, taken, promised)


def uninvited(meeting: Meeting) -> QuerySet[Organisation]:
    """States and agencies of the dialogues that hold the meeting, without those that are invited already."""
    maps = [meeting.regional_map_id, *meeting.other_maps.values_list("pk", flat=True)]
    engaged = Engagement.objects.filter(regional_map__in=maps)
    rows = Organisation.objects.filter(pk__in=engaged.values("organisation"))
    invited = meeting.invitations.values("organisation")
    others = rows.exclude(pk__in=invited).exclude(engagements__kind="secretariat")
    return others.defer("search").order_by(Alphabetical("name"), "code")
