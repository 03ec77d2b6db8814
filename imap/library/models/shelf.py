"""What publications stand together under: series of a regional i-Map."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import RegionalMap


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, user: Reader) -> "SeriesQuerySet":
        """Those in which the user sees a publication: the name of a series may say what is not listed."""
        from imap.library.models.publication import Publication

        return self.filter(pk__in=Publication.objects.visible_to(user).order_by().values("series"))


@tracked()
@translated("title", required=True)
class Series(models.Model):
    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="series", verbose_name=_("regional i-Map")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")
