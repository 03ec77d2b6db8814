"""Every text that was typed into a draft's section, saved or not: any of them can be brought back."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of
from imap.regions.models import RegionalMap
from profiles.models.section import Section

if TYPE_CHECKING:
    from accounts.models import User


class SectionVersionQuerySet(models.QuerySet["SectionVersion"]):
    def visible_to(self, user: Reader) -> "SectionVersionQuerySet":
        """For those who write the section."""
        return self.filter(
            held(user, "regions.edit_regionalmap", RegionalMap, "section__edition__profile__regional_map")
        )

    def left_unsaved_by(self, user: "User") -> "SectionVersionQuerySet":
        """What the user typed last into a text, where nothing was saved since: the session or the line may have ended."""
        later = SectionVersion.objects.filter(
            section=models.OuterRef("section"),
            language=models.OuterRef("language"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(
            models.Q(kind=SectionVersion.Kind.AUTOSAVE, saved_by=user.pk) & ~models.Exists(later)
        )


class SectionVersion(models.Model):
    class Kind(models.TextChoices):
        AUTOSAVE = "autosave", _("kept while typing")
        SAVE = "save", _("saved")
        RESTORE = "restore", _("brought back")

    section = models.ForeignKey(Section, models.CASCADE, related_name="versions", verbose_name=_("section"))
    language = models.CharField(
        _("language"), max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]
    )
    text = models.TextField(_("text"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("at"), default=timezone.now)

    objects = SectionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("version of a section")
        verbose_name_plural = _("versions of sections")
        indexes = [models.Index(name="versions_of_a_text", fields=["section", "language", "-id"])]

    def __str__(self) -> str:
        return f"{self.section} · {self.language} · {self.saved_at:%Y-%m-%d %H:%M}"

    @property
    def direction(self) -> str:
        return direction_of(self.language)
