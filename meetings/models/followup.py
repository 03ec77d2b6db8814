"""Who took part, as states and organisations, and what was decided to do next."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.constraints import TAKEN_POSITION, Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from meetings.models.meeting import Meeting


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: Reader) -> "ParticipantQuerySet":
        """The Chatham House Rule protects affiliations: never public, whatever the agenda is."""
        return self.filter(meeting__in=Meeting.objects.confidential_to(user).values("pk"))


@tracked()
class Participant(models.Model):
    """A state or an organisation at a meeting; no person."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="participants", verbose_name=_("meeting")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="attended", verbose_name=_("state or organisation")
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "organisation__code"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            Unique(
                name="one_participant_a_meeting",
                words=_("This organisation takes part already. Change the row that is there."),
                fields=["meeting", "organisation"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.meeting}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Reader) -> "DecisionQuerySet":
        """With the papers of the meeting."""
        return self.filter(meeting__in=Meeting.objects.readable_by(user).values("pk"))


@tracked()
@translated("text", required=True)
class Decision(models.Model):
    """What a meeting decided to do next: who does it, until when, and whether it is done."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions", verbose_name=_("meeting"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("decision"))
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("who does it")
    )  # fmt: skip
    due_on = models.DateField(_("due on"), null=True, blank=True)
    is_done = models.BooleanField(_("done"), default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "order"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            Unique(name="one_decision_a_position", words=TAKEN_POSITION, fields=["meeting", "order"])
        ]

    def __str__(self) -> str:
        return str(self.shown_text)[:80]

    @property
    def shown_text(self) -> Text:
        return text_of(self, "text")

    @property
    def is_overdue(self) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < timezone.localdate()
