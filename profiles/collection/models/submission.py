"""Submissions: one state's answers to one round."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held, objects_for
from accounts.models import User
from imap.core.history import tracked
from imap.regions.models import Country, MapPillar, RegionalMap
from profiles.collection.models.question import Group
from profiles.collection.models.round import Round
from profiles.people import who_answer


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def editable_by(self, user: Reader) -> "SubmissionQuerySet":
        """The secretariat's: it reads, accepts and asks for changes, and never writes an answer."""
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "round__regional_map"))

    def answered_by(self, user: Reader) -> "SubmissionQuerySet":
        """Those of the state of which the user is a focal point, for the pair of map and pillar."""
        country = getattr(getattr(user, "organisation", None), "country_id", None)
        if country is None:
            return self.none()
        pairs = objects_for(user, "regions.answer_mappillar", MapPillar).filter(
            regional_map=models.OuterRef("round__questionnaire__regional_map"),
            pillar=models.OuterRef("round__questionnaire__pillar"),
        )
        return self.filter(models.Exists(pairs), country=country, round__opened_at__isnull=False)

    def awaiting_secretariat(self) -> "SubmissionQuerySet":
        """An extension is asked for, the answers are to be read, or they are to be compiled."""
        return self.filter(
            Q(asked_due_on__isnull=False)
            | Q(state=Submission.State.SUBMITTED)
            | Q(state=Submission.State.ACCEPTED, compiled_at=None)
        )

    def visible_to(self, user: Reader) -> "SubmissionQuerySet":
        mine = self.model._default_manager.answered_by(user).values("pk")
        return self.filter(
            Q(pk__in=mine) | held(user, "regions.edit_regionalmap", RegionalMap, "round__regional_map")
        )


@tracked()
class Submission(models.Model):
    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        IN_PROGRESS = "in_progress", _("in progress")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned for changes")
        ACCEPTED = "accepted", _("accepted")

    WRITABLE = (State.INVITED, State.IN_PROGRESS, State.RETURNED)

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions", verbose_name=_("round"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="submissions", verbose_name=_("country")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.INVITED, editable=False
    )
    due_on = models.DateField(
        _("extended to"), null=True, blank=True, help_text=_("Empty: the day of the round.")
    )
    asked_due_on = models.DateField(_("extension asked for"), null=True, blank=True, editable=False)
    asked_reason = models.TextField(_("reason of the extension"), blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("submitted by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("accepted or returned"), null=True, blank=True, editable=False)
    compiled_at = models.DateTimeField(_("compiled"), null=True, blank=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "country"]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(name="one_submission_a_state", fields=["round", "country"]),
            models.CheckConstraint(
                name="a_submitted_one_says_when",
                condition=~Q(state__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("collection:submission", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.state in self.WRITABLE and self.round.is_running

    @property
    def due(self) -> date:
        return self.due_on or self.round.due_on

    @property
    def told_due_at(self) -> datetime | None:
        """When the day that holds was written down: as the submission was made, or as an extension was granted."""
        events = type(self).pgh_event_model.objects.filter(pgh_obj=self.pk, due_on=self.due_on)  # type: ignore[attr-defined]
        return events.aggregate(first=models.Min("pgh_created_at"))["first"]

    @property
    def is_overdue(self) -> bool:
        return self.state in self.WRITABLE and self.due < date.today()

    @property
    def focal_points(self) -> models.QuerySet[User]:
        """The active people who answer for the state."""
        return who_answer(self.round.questionnaire.map_pillar).filter(organisation__country=self.country_id)


class Share(models.Model):
    """Who of a state's people has taken a part of the questionnaire; a courtesy to colleagues, no lock."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="shares")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["submission", "group"]
        verbose_name = _("share of the work")
        verbose_name_plural = _("shares of the work")
        constraints = [
            models.UniqueConstraint(
                name="one_share_a_part", fields=["submission", "group"], nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.group or ''}"
