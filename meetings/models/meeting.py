"""Meetings of a dialogue: where and when, as far as it is known, and who reads more of them than their card."""

from collections.abc import Collection
from typing import Any

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Reader, held, is_admitted_at_all
from accounts.models import RoleGroup
from imap.core.addresses import address
from imap.core.constraints import IS_A_DATE, Check, Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import PATTERN, Period, is_partial_date
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Country, MapPillar, Pillar, RegionalMap, Theme
from profiles.models.place import shown
from profiles.models.source import SOURCE_LANGUAGES

INTERPRETED = [(code, name) for code, name in SOURCE_LANGUAGES if code != "mul"]
FEWEST, MOST = 30, 100  # seats


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Two circles: who sees that there is a meeting (`visible_to`), and who reads its papers (`readable_by`)."""

    def editable_by(self, user: Reader) -> "MeetingQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def visible_to(self, user: Reader) -> "MeetingQuerySet":
        """The card: title, kind, place, date, chairs, note."""
        is_open = Q(regional_map__is_public=True)
        inside = Q(pk__in=Meeting.objects.circle_of(user)) | is_invited(user)
        card = is_open & (Q(is_listed=True) | inside)
        return self.filter(card | is_theirs(user))

    def readable_by(self, user: Reader) -> "MeetingQuerySet":
        """Agenda and papers: everyone's where they are public, else the circle's, the secretariat's and those invited's."""
        return self.filter(is_read_by(user) | (Q(regional_map__is_public=True) & is_invited(user)))

    def recounted_to(self, user: Reader) -> "MeetingQuerySet":
        """What was said there: not for whoever is only invited."""
        return self.filter(is_read_by(user))

    def confidential_to(self, user: Reader) -> "MeetingQuerySet":
        """Who took part, and papers for participants only: the circle's and the secretariat's, whatever is public."""
        circle = Q(regional_map__is_public=True, pk__in=Meeting.objects.circle_of(user))
        return self.filter(circle | is_theirs(user))

    def circle_of(self, user: Reader) -> models.QuerySet:
        """Keys of meetings that the user takes part in by their state or agency, or whose restricted pillars they read."""
        if not is_admitted_at_all(user) or not user.pk:
            return self.none().values("pk")
        return self.filter(takes_part(user) | reads_its_pillars(user)).order_by().values("pk")

    def of_map(self, regional_map: RegionalMap) -> "MeetingQuerySet":
        """Those it convened, and those it held together with another."""
        joint = Meeting.other_maps.through.objects.filter(regionalmap=regional_map).values("meeting")
        return self.filter(Q(regional_map=regional_map) | Q(pk__in=joint))

    def known(self) -> "MeetingQuerySet":
        """What was held and is no demonstration."""
        return self.filter(status=Meeting.Status.HELD, is_demonstration=False)


def is_theirs(user: Reader) -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")


def is_read_by(user: Reader) -> Q:
    public = Q(access=Meeting.Access.PUBLIC, is_listed=True)
    inside = public | Q(pk__in=Meeting.objects.circle_of(user))
    return (Q(regional_map__is_public=True) & inside) | is_theirs(user)


def is_invited(user: Reader) -> Q:
    """Whoever names delegates reads what they will speak of; who else takes part, only once theirs are confirmed."""
    from meetings.models.invitation import Invitation

    return Q(pk__in=Invitation.objects.answerable_by(user).open().order_by().values("meeting"))


def takes_part(user: Any) -> Q:
    """Their state or agency does, and they have a role in the dialogue: an admission that ends closes this door too."""
    from meetings.models.followup import Participant

    if not user.organisation_id:
        return Q(pk__in=[])
    theirs = Participant.objects.filter(organisation=user.organisation_id).values("meeting")
    roles = RoleGroup.objects.filter(group__user=user).values("regional_map")
    joint = Meeting.other_maps.through.objects.filter(regionalmap__in=roles).values("meeting")
    return Q(pk__in=theirs) & (Q(regional_map__in=roles) | Q(pk__in=joint))


def reads_its_pillars(user: Reader) -> Q:
    """The meeting has a restricted pillar, and the user is admitted to each of those that it has."""
    of_meeting = Pillar.objects.filter(meetings=OuterRef(OuterRef("pk"))).values("pk")
    pairs = MapPillar.objects.filter(
        access=MapPillar.Access.RESTRICTED, regional_map=OuterRef("regional_map"), pillar__in=of_meeting
    )
    admitted = held(user, "regions.read_mappillar", MapPillar)
    return Q(Exists(pairs)) & ~Q(Exists(pairs.exclude(admitted)))


@tracked(exclude=("search", "shown", "date_precision"))
@translated("title", "city_name", "note", required=True)
class Meeting(models.Model):
    class Kind(models.TextChoices):
        INFORMAL = "informal", _("informal meeting")
        EXPERT = "expert", _("expert meeting")
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        ANNIVERSARY = "anniversary", _("anniversary event")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")

    class Access(models.TextChoices):
        PUBLIC = "public", _("everyone")
        CIRCLE = "circle", _("participants and readers of its pillars")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="meetings", verbose_name=_("regional i-Map"),
        help_text=_("Its secretariat convenes the meeting."),
    )  # fmt: skip
    other_maps = models.ManyToManyField(
        RegionalMap, related_name="joint_meetings", blank=True, verbose_name=_("held together with"),
        help_text=_("It also stands in the lists of these regional i-Maps."),
    )  # fmt: skip
    pillars = models.ManyToManyField(
        Pillar, related_name="meetings", blank=True, verbose_name=_("pillars"),
        help_text=_("None where the documents do not say."),
    )  # fmt: skip
    themes = models.ManyToManyField(
        Theme, related_name="meetings", blank=True, verbose_name=_("themes"),
        help_text=_("None where the documents do not say."),
    )  # fmt: skip
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.PLANNED)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("host country")
    )  # fmt: skip
    city_name = models.CharField(_("host city"), max_length=120, blank=True)
    point = models.PointField(_("location"), srid=4326, null=True, blank=True, spatial_index=False)
    shown = shown("point", models.PointField(srid=3857, spatial_index=False, null=True))
    starts = models.CharField(
        _("starts"), max_length=10, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    ends = models.CharField(
        _("ends"), max_length=10, blank=True, validators=[is_partial_date],
        help_text=_("As precise as the start; empty for a single day, or where it is not known."),
    )  # fmt: skip
    date_precision = models.GeneratedField(
        expression=Case(
            When(starts__regex=r"^\d{4}$", then=Value("year")),
            When(starts__regex=r"^\d{4}-\d{2}$", then=Value("month")),
            default=Value("day"),
        ),
        output_field=models.CharField(max_length=5),
        db_persist=True,
        editable=False,
    )  # fmt: skip
    interpretation = ArrayField(
        models.CharField(max_length=3, choices=INTERPRETED), default=list, blank=True,
        verbose_name=_("languages of interpretation"),
    )  # fmt: skip
    capacity = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, help_text=_("From 30 to 100.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What is uncertain, and where documents contradict each other.")
    )
    is_listed = models.BooleanField(
        _("listed"), default=False, help_text=_("Everyone sees its card: title, place, date and note.")
    )
    access = models.CharField(
        _("agenda and papers are read by"), max_length=8, choices=Access.choices, default=Access.CIRCLE
    )
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    search = names_vector("title", "city_name")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "slug"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            Check(name="meeting_starts_on_a_date", words=IS_A_DATE, condition=Q(starts__regex=PATTERN)),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends="") | Q(ends__regex=PATTERN, ends__gte=F("starts")),
                violation_error_message=_("The meeting ends before it starts."),
            ),
            models.CheckConstraint(
                name="meeting_seats_are_few",
                condition=Q(capacity=None) | Q(capacity__gte=FEWEST, capacity__lte=MOST),
                violation_error_message=_("A meeting has from 30 to 100 seats."),
            ),
            Check(
                name="meeting_location_is_valid",
                words=_("This location cannot be drawn. Click the place on the map again."),
                condition=Q(point=None) | Q(point__isvalid=True),
            ),
        ]
        indexes = [GinIndex(name="meeting_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """GeoDjango cannot ask of no place whether it is a valid one."""
        without = {"point"} if self.point is None else set()
        super().validate_constraints(exclude={*(exclude or ()), *without})

    def get_absolute_url(self) -> str:
        return address("meetings:meeting", self.slug)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def shown_city(self) -> Text:
        return text_of(self, "city_name")

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def has_begun(self) -> bool:
        """As far as its date says: one of “2031” may have from that year on."""
        return self.starts <= timezone.localdate().isoformat()[: len(self.starts)]

    @property
    def is_to_come(self) -> bool:
        """Planned, and not over as far as its date says: one of “2031” is over with the year."""
        last = self.ends or self.starts
        return self.is_planned and last >= timezone.localdate().isoformat()[: len(last)]


class ChairQuerySet(models.QuerySet["Chair"]):
    def visible_to(self, user: Reader) -> "ChairQuerySet":
        """Who chaired stands on the card, as a state and a function, never as a person."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user).values("pk"))


@tracked()
@translated("function", required=True)
class Chair(models.Model):
    """Where it was agreed, one chair is European and one Arab or African."""

    class Side(models.TextChoices):
        EUROPEAN = "european", _("European chair")
        ARAB_OR_AFRICAN = "arab_african", _("Arab or African chair")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="chairs", verbose_name=_("meeting")
    )  # fmt: skip
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="chairs", verbose_name=_("state")
    )  # fmt: skip
    function = models.CharField(
        _("function"), max_length=200, help_text=_("An office, as in “Head of Delegation”; no person’s name.")
    )

    objects = ChairQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-side"]
        verbose_name = _("chair")
        verbose_name_plural = _("chairs")
        constraints = [
            Unique(
                name="one_chair_a_side",
                words=_("This side has its chair already. Change the row that is there."),
                fields=["meeting", "side"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} · {self.meeting}"

    @property
    def shown_function(self) -> Text:
        return text_of(self, "function")
