"""Events: conferences and the like, on as much of a date as is known, in the time of the place where they are."""

import uuid
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imap.core.addresses import address
from imap.core.constraints import IS_A_DATE, Check
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import PATTERN, Period, is_partial_date
from imap.core.translation import Text, text_of, translated
from imap.newsroom.models.circle import CircleQuerySet, has_a_title, is_no_word_of_ours
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from profiles.models.source import SOURCE_LANGUAGES

WHOLE_DAY = r"^\d{4}-\d{2}-\d{2}$"
# What an entry in a calendar is made of: where one of these changes, programs are told of a newer version.
IN_CALENDARS = (
    "title_ar", "title_en", "title_fr", "place_ar", "place_en", "place_fr", "country_id", "starts", "ends", "start_time",
    "end_time", "time_zone", "url", "is_cancelled",
)  # fmt: skip
CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in IN_CALENDARS)


def is_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is no time zone. Write one as in Europe/Vienna or Africa/Tunis."), params={"name": name})  # fmt: skip


class EventQuerySet(CircleQuerySet):
    def around(self, first: date, last: date) -> "EventQuerySet":
        """Those that may touch the days from `first` to `last`: a day, a month or a year of theirs is not after and not before."""
        since = str(first.year)
        return self.filter(Q(ends__gte=since) | Q(starts__gte=since), starts__lte=last.isoformat())


@tracked(exclude=("search", "sequence", "changed_at"))
@translated("title", "description", "place")
class Event(models.Model):
    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        TRAINING = "training", _("training")
        LAUNCH = "launch", _("launch")
        DEADLINE = "deadline", _("deadline")
        OTHER = "other", _("other event")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="calendar_events", verbose_name=_("regional i-Map"),
        help_text=_("Its secretariat answers for the event; its rules say who reads of it."),
    )  # fmt: skip
    other_maps = models.ManyToManyField(
        RegionalMap, related_name="shared_events", blank=True, verbose_name=_("also listed by")
    )
    pillars = models.ManyToManyField(
        Pillar, related_name="calendar_events", blank=True, verbose_name=_("pillars")
    )
    themes = models.ManyToManyField(
        Theme, related_name="calendar_events", blank=True, verbose_name=_("themes")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CONFERENCE)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[is_no_word_of_ours])
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("City, or “online”."))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_events",
        verbose_name=_("country"),
    )
    organiser = models.CharField(_("organised by"), max_length=200, blank=True)
    url = models.URLField(_("address of its page"), max_length=500, blank=True)
    language = models.CharField(
        _("language of its page"), max_length=3, choices=SOURCE_LANGUAGES, default="en"
    )
    starts = models.CharField(
        _("starts"), max_length=10, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    ends = models.CharField(
        _("ends"), max_length=10, blank=True, validators=[is_partial_date],
        help_text=_("The last day, as precise as the start; empty for a single day, or where it is not known."),
    )  # fmt: skip
    start_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Empty for whole days. Local time of the place.")
    )
    end_time = models.TimeField(_("to"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, blank=True, validators=[is_time_zone],
        help_text=_("Of the place, as in Europe/Vienna or Africa/Tunis. Needed where there are times."),
    )  # fmt: skip
    is_open = models.BooleanField(
        _("for everyone"), default=False,
        help_text=_("Everyone reads of it, though a pillar of it is restricted. Otherwise only those admitted to that pillar do."),
    )  # fmt: skip
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    search = names_vector("title", "place")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "start_time", "slug"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            Check(name="event_starts_on_a_date", words=IS_A_DATE, condition=Q(starts__regex=PATTERN)),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends="") | Q(ends__regex=PATTERN, ends__gte=F("starts")),
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                name="event_times_need_days_and_a_zone",
                condition=Q(start_time=None, end_time=None)
                | (Q(start_time__isnull=False, starts__regex=WHOLE_DAY) & ~Q(time_zone="")),
                violation_error_message=_("Times need a known day, a time zone, and the time of the start."),
            ),
            models.CheckConstraint(
                name="event_ends_later_on_its_day",
                condition=Q(start_time=None) | Q(end_time=None) | Q(ends__gt=F("starts")) | Q(end_time__gt=F("start_time")),
                violation_error_message=_("The end is not after the start."),
            ),
            models.CheckConstraint(
                name="event_has_a_title", condition=has_a_title(),
                violation_error_message=_("Write the title in one language at least."),
            ),
            models.CheckConstraint(
                name="event_address_is_of_the_web", condition=Q(url="") | Q(url__regex=r"^https?://"),
                violation_error_message=_("An address of the web begins with https:// or http://."),
            ),
        ]  # fmt: skip
        indexes = [
            GinIndex(name="event_search", fields=["search"]),
            models.Index(name="event_by_date", fields=["starts"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="event_changes_are_counted",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF {CHANGED} THEN
                      NEW.sequence := OLD.sequence + 1;
                      NEW.changed_at := now();
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    def get_absolute_url(self) -> str:
        return address("events:event", self.slug)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def shown_description(self) -> Text:
        return text_of(self, "description", among=self.regional_map.languages)

    @property
    def shown_place(self) -> Text:
        return text_of(self, "place")

    @property
    def period(self) -> Period:
        return Period(self.starts, self.ends)

    @property
    def is_timed(self) -> bool:
        return self.start_time is not None

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def moment(self, day: date, at: time) -> datetime:
        """In the time zone of the place."""
        return datetime.combine(day, at, ZoneInfo(self.time_zone))
