"""What cooperation is about: a vocabulary that projects, priorities, capacities, offers and needs share."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from imap.core.translation import Text, text_of, translated
from imap.regions.models import Pillar


@translated("name", required=True)
class Theme(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, null=True, blank=True, related_name="themes", verbose_name=_("pillar"),
        help_text=_("Empty: it belongs to no one pillar."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("theme of cooperation")
        verbose_name_plural = _("themes of cooperation")

    def __str__(self) -> str:
        return str(self.shown_name) or self.code

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")
