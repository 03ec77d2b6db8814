"""Sources: the addresses that sections rest on."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.constraints import IS_OF_THE_WEB, Check, Unique
from imap.core.history import tracked
from imap.core.translation import direction_of
from imap.regions.models import RegionalMap

SOURCE_LANGUAGES = [
    ("ar", _("Arabic")), ("de", _("German")), ("en", _("English")), ("es", _("Spanish")), ("fr", _("French")),
    ("it", _("Italian")), ("pt", _("Portuguese")), ("ro", _("Romanian")), ("ru", _("Russian")), ("tr", _("Turkish")),
    ("mul", _("several languages")),
]  # fmt: skip


class SourceQuerySet(models.QuerySet["Source"]):
    def editable_by(self, user: Reader) -> "SourceQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def visible_to(self, user: Reader) -> "SourceQuerySet":
        """Sources of sections that the user reads or checks, and all those of the maps they edit."""
        from profiles.models.section import Citation, Section
        from profiles.models.validation import Validation

        read = Q(section__in=Section.objects.readable_by(user).values("pk"))
        if user.is_authenticated:
            read |= Q(section__in=Validation.objects.checked_by(user).values("section"))
        cited = Citation.objects.filter(read).values("source")
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
        return self.filter(Q(pk__in=cited) | mine)


class Reference:
    """How a publication is named: by its source, or as an issued edition cites it."""

    title: Any
    publisher: Any
    published: Any
    language: Any

    @property
    def reference(self) -> str:
        return f"{self.publisher}, {self.title}" + (f" ({self.published})" if self.published else "")

    @property
    def direction(self) -> str:
        return direction_of(self.language)


@tracked()
class Source(Reference, models.Model):
    """One publication or page, kept in its own language: its title is not translated."""

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="sources", verbose_name=_("regional i-Map")
    )
    title = models.CharField(_("title"), max_length=300, help_text=_("As published, in its own language."))
    publisher = models.CharField(_("publisher"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=SOURCE_LANGUAGES, default="en")
    published = models.CharField(_("year of publication"), max_length=20, blank=True)
    accessed_on = models.DateField(_("date of access"), null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            Unique(
                name="one_source_a_title",
                words=_("This source is there already: same publisher, title and address. Cite that one."),
                fields=["regional_map", "publisher", "title", "url"],
            ),
            Check(
                name="source_address_is_of_the_web",
                words=IS_OF_THE_WEB,
                condition=Q(url="") | Q(url__regex=r"^https?://"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
