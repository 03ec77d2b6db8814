"""Entries of feeds as they wait in the inbox of a regional i-Map's staff."""

from datetime import timedelta

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import User
from imap.core.translation import direction_of
from imap.newsroom.models.feed import Feed
from imap.newsroom.models.item import NewsItem

HELD_FOR = timedelta(minutes=15)


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Reader) -> "EntryQuerySet":
        return self.filter(feed__in=Feed.objects.visible_to(user).values("pk"))

    def waiting(self) -> "EntryQuerySet":
        """To be decided on; what is a duplicate of another entry waits with that one."""
        return self.filter(state__in=[Entry.State.WAITING, Entry.State.TAKEN], duplicate_of=None)


class Entry(models.Model):
    """One entry of a feed, as plain text: title and beginning as published, in their own language."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAKEN = "taken", _("being written")
        DISMISSED = "dismissed", _("dismissed")
        PUBLISHED = "published", _("published")

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="entries", verbose_name=_("feed"))
    guid = models.CharField(max_length=500)
    url = models.URLField(_("address"), max_length=500, blank=True)
    canonical = models.CharField(max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=300)
    folded = models.CharField(max_length=300, blank=True)
    excerpt = models.TextField(_("beginning"), blank=True)
    language = models.CharField(_("language"), max_length=3)
    dated = models.DateTimeField(_("date"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("read"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", verbose_name=_("same as")
    )
    item = models.OneToOneField(
        NewsItem, models.SET_NULL, null=True, blank=True, related_name="entry", verbose_name=_("news item")
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-fetched_at", "-pk"]
        verbose_name = _("entry of a feed")
        verbose_name_plural = _("entries of feeds")
        constraints = [
            models.UniqueConstraint(name="one_entry_a_guid", fields=["feed", "guid"]),
            models.CheckConstraint(
                name="decided_entries_have_a_time", condition=Q(state="waiting") | Q(decided_at__isnull=False)
            ),
            models.CheckConstraint(
                name="no_entry_is_its_own_duplicate", condition=~Q(duplicate_of=models.F("pk"))
            ),
            models.CheckConstraint(
                name="entry_address_is_of_the_web", condition=Q(url="") | Q(url__regex=r"^https?://")
            ),
        ]
        indexes = [
            models.Index(name="entry_waiting", fields=["state", "-fetched_at"]),
            models.Index(name="entry_canonical", fields=["canonical"]),
            GinIndex(name="entry_title", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def is_free(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN

    @property
    def is_left_lying(self) -> bool:
        """Taken, and nothing came of it for a while: a colleague may take it over."""
        return self.is_taken and self.decided_at is not None and self.decided_at < timezone.now() - HELD_FOR
