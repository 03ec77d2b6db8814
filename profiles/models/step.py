"""What was done with an edition, step by step: who, when, and why where a reason is asked for. Never rewritten."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from profiles import workflow
from profiles.models.edition import Edition


class EditionStepQuerySet(models.QuerySet["EditionStep"]):
    def visible_to(self, user: Reader) -> "EditionStepQuerySet":
        """For those who work on the edition; readers are told the reason of an override by the edition's page."""
        return self.filter(edition__in=Edition.objects.worked_on_by(user).values("pk"))


class EditionStep(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="steps", verbose_name=_("edition"))
    step = models.CharField(_("step"), max_length=30, choices=workflow.STEP_CHOICES)
    from_state = models.CharField(_("from"), max_length=12, choices=workflow.State.choices)
    to_state = models.CharField(_("to"), max_length=12, choices=workflow.State.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)

    objects = EditionStepQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "at", "pk"]
        verbose_name = _("step of an edition")
        verbose_name_plural = _("steps of editions")
        triggers = [
            pgtrigger.Trigger(
                name="steps_are_never_rewritten",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "ROW(OLD.edition_id, OLD.step, OLD.from_state, OLD.to_state, OLD.at, OLD.note) IS DISTINCT FROM"
                    " ROW(NEW.edition_id, NEW.step, NEW.from_state, NEW.to_state, NEW.at, NEW.note)"
                ),
                func="RAISE EXCEPTION 'A step that was taken is never rewritten.' USING ERRCODE = 'check_violation';",
            ),
            pgtrigger.Trigger(
                name="steps_of_issued_editions_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF (SELECT state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition
                        WHERE id = OLD.edition_id) THEN
                      RAISE EXCEPTION 'Steps of an issued edition stay.' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} · {self.get_step_display()}"

    @property
    def transition(self) -> workflow.Transition:
        return workflow.TRANSITIONS[self.step]
