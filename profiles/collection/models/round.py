"""Rounds: a questionnaire sent to states, due on a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import RegionalMap
from profiles.collection.models.questionnaire import Questionnaire


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Reader) -> "RoundQuerySet":
        """The secretariat's; a state meets its own submission."""
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def running(self) -> "RoundQuerySet":
        return self.filter(opened_at__isnull=False, closed_at=None)


@tracked()
@translated("title", required=True)
class Round(models.Model):
    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="rounds", verbose_name=_("regional i-Map"), editable=False
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="rounds", verbose_name=_("questionnaire")
    )
    title = models.CharField(_("title"), max_length=200)
    period = models.CharField(
        _("period"), max_length=20, help_text=_("What the figures are about, as a year: 2025.")
    )
    due_on = models.DateField(_("due on"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("opened by"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "pk"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.CheckConstraint(
                name="a_closed_round_was_opened", condition=Q(closed_at=None) | Q(opened_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_title)

    def save(self, *args: object, **kwargs: object) -> None:
        self.regional_map_id = self.questionnaire.regional_map_id
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def is_running(self) -> bool:
        return self.opened_at is not None and self.closed_at is None
