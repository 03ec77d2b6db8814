"""The reading log: who read what of the restricted texts, in which edition, when."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from imap.regions.models import RegionalMap


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> "ReadingQuerySet":
        """The secretariat of a regional i-Map reads the log of that map."""
        from accounts.access import objects_for

        return self.filter(regional_map__in=objects_for(user, "regions.admit_regionalmap", RegionalMap))

    def beyond_keeping(self) -> "ReadingQuerySet":
        return self.filter(at__lt=timezone.now() - timedelta(days=settings.READING_LOG_DAYS))


class Reading(models.Model):
    """One reading. The title and edition are kept as text, so that the log outlives what was read."""

    user = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="readings", verbose_name=_("reader")
    )
    email = models.EmailField(_("e-mail address"))
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="readings", verbose_name=_("regional i-Map")
    )
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True)
    object_id = models.PositiveBigIntegerField(null=True)
    item = GenericForeignKey()
    title = models.CharField(_("what"), max_length=250)
    edition = models.CharField(_("edition"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2)
    door = models.CharField(_("way"), max_length=20, help_text=_("page, API, file"))
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("reading")
        verbose_name_plural = _("reading log")

    def __str__(self) -> str:
        return f"{self.email} · {self.title} · {self.at:%Y-%m-%d %H:%M}"
