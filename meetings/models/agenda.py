"""What a meeting does: sessions with their items, and where it goes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.constraints import TAKEN_POSITION, Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from meetings.models.meeting import Meeting

ENDS_LATER = Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts"))


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Reader) -> "SessionQuerySet":
        """With the papers of the meeting."""
        return self.filter(meeting__in=Meeting.objects.readable_by(user).values("pk"))


class Timed(models.Model):
    """Local time of the host city."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=250)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.shown_title)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")


@tracked()
@translated("title", required=True)
class Session(Timed):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sessions", verbose_name=_("meeting"))
    day = models.DateField(_("day"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            Unique(name="one_session_a_position", words=TAKEN_POSITION, fields=["meeting", "order"]),
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=ENDS_LATER,
                violation_error_message=_("The end is not after the start."),
            ),
        ]


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def visible_to(self, user: Reader) -> "AgendaItemQuerySet":
        return self.filter(session__in=Session.objects.visible_to(user).values("pk"))


@tracked()
@translated("title", "description", required=True)
class AgendaItem(Timed):
    session = models.ForeignKey(Session, models.CASCADE, related_name="items", verbose_name=_("session"))
    description = models.TextField(_("description"), blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["session", "order"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            Unique(name="one_item_a_position", words=TAKEN_POSITION, fields=["session", "order"]),
            models.CheckConstraint(
                name="item_ends_after_it_starts",
                condition=ENDS_LATER,
                violation_error_message=_("The end is not after the start."),
            ),
        ]

    @property
    def shown_description(self) -> Text:
        return text_of(self, "description")


class SiteVisitQuerySet(models.QuerySet["SiteVisit"]):
    def visible_to(self, user: Reader) -> "SiteVisitQuerySet":
        """Where a meeting went stands on its card; where one will go is for those who come."""
        been = Meeting.objects.visible_to(user).filter(status=Meeting.Status.HELD).values("pk")
        to_come = Meeting.objects.readable_by(user).values("pk")
        return self.filter(Q(meeting__in=been) | Q(meeting__in=to_come))


@tracked()
@translated("place", required=True)
class SiteVisit(models.Model):
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="site_visits", verbose_name=_("meeting")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    place = models.CharField(_("place"), max_length=200)
    day = models.DateField(_("day"), null=True, blank=True)

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order"]
        verbose_name = _("site visit")
        verbose_name_plural = _("site visits")
        constraints = [Unique(name="one_visit_a_position", words=TAKEN_POSITION, fields=["meeting", "order"])]

    def __str__(self) -> str:
        return str(self.shown_place)

    @property
    def shown_place(self) -> Text:
        return text_of(self, "place")
