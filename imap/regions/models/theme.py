"""What things are about: one vocabulary for projects, cooperation, publications, meetings, news and events."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models.regional_map import Pillar


@tracked(exclude=("words",))
@translated("name", required=True)
class Theme(models.Model):
    code = models.SlugField(
        _("code"), max_length=60, unique=True,
        help_text=_("It stands in the addresses of lists: keep it once it is used."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120)
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, null=True, blank=True, related_name="themes", verbose_name=_("pillar"),
        help_text=_("Empty: it belongs to no one pillar."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    words = names_vector("name")

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return str(self.shown_name) or self.code

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")
