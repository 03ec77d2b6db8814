"""How many partner states the documents of a dialogue speak of, and why that is another number than the list's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for
from imap.core.translation import Text, text_of, translated
from imap.regions.models import RegionalMap


class PartnersNoteQuerySet(models.QuerySet["PartnersNote"]):
    def visible_to(self, user: Reader) -> "PartnersNoteQuerySet":
        return self.filter(regional_map__in=maps_for(user).values("pk"))


@translated("note", "source", required=True)
class PartnersNote(models.Model):
    regional_map = models.OneToOneField(
        RegionalMap, models.CASCADE, related_name="partners_note", verbose_name=_("regional i-Map")
    )
    states = models.PositiveSmallIntegerField(_("partner states, as the documents say"))
    note = models.TextField(_("note"), help_text=_("Why the list has another number."))
    source = models.CharField(_("source"), max_length=300)

    objects = PartnersNoteQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map"]
        verbose_name = _("note on the number of partner states")
        verbose_name_plural = _("notes on the number of partner states")

    def __str__(self) -> str:
        return f"{self.regional_map}: {self.states}"

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")

    @property
    def shown_source(self) -> Text:
        return text_of(self, "source")
