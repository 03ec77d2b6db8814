"""Feeds that the portal watches for the staff of a regional i-Map, and how the last look at each went."""

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.constraints import Check, Unique
from imap.core.history import tracked
from imap.newsroom.models.item import NewsItem
from imap.regions.models import Country, Pillar, RegionalMap
from profiles.models.source import SOURCE_LANGUAGES

OBSERVED = (
    "etag", "last_modified", "next_poll_at", "last_polled_at", "last_ok_at", "last_result", "last_status", "notes",
    "failures",
)  # fmt: skip


class FeedQuerySet(models.QuerySet["Feed"]):
    def editable_by(self, user: Reader) -> "FeedQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def visible_to(self, user: Reader) -> "FeedQuerySet":
        """Staff of the regional i-Map that watches it, and of those it shares it with."""
        theirs = held(user, "regions.edit_regionalmap", RegionalMap, "regionalmap")
        shared = Feed.other_maps.through.objects.filter(theirs).values("feed")
        return self.filter(
            held(user, "regions.edit_regionalmap", RegionalMap, "regional_map") | Q(pk__in=shared)
        )

    def due(self) -> "FeedQuerySet":
        """A feed that is gone is not asked again until its address is mended."""
        return self.filter(is_active=True, next_poll_at__lte=timezone.now()).exclude(
            last_result=Feed.Result.GONE
        )


@tracked(exclude=OBSERVED)
class Feed(models.Model):
    class Result(models.TextChoices):
        NONE = "", _("not asked yet")
        OK = "ok", _("read")
        UNCHANGED = "unchanged", _("nothing new")
        GONE = "gone", _("gone for good")
        REFUSED = "refused", _("refused by the server")
        BUSY = "busy", _("asked to wait")
        FAULT = "fault", _("the server answers with a fault")
        NOT_FETCHED = "not_fetched", _("not reached")
        NOT_A_FEED = "not_a_feed", _("no feed")
        BOMB = "bomb", _("unsafe")

    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="feeds", verbose_name=_("regional i-Map"),
        help_text=_("Its staff keep the feed."),
    )  # fmt: skip
    other_maps = models.ManyToManyField(
        RegionalMap, related_name="shared_feeds", blank=True, verbose_name=_("shared with"),
        help_text=_("Their staff find its entries in their inbox too."),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    language = models.CharField(_("language"), max_length=3, choices=SOURCE_LANGUAGES, default="en")
    kind = models.CharField(
        _("kind"), max_length=12, choices=NewsItem.Kind.choices, default=NewsItem.Kind.NEWS,
        help_text=_("Proposed for each of its entries, as are the pillars and countries."),
    )  # fmt: skip
    pillars = models.ManyToManyField(Pillar, related_name="feeds", blank=True, verbose_name=_("pillars"))
    countries = models.ManyToManyField(Country, related_name="feeds", blank=True, verbose_name=_("countries"))
    is_open = models.BooleanField(
        _("for everyone"), default=True,
        help_text=_("What is public elsewhere may be public here, also under a restricted pillar. Staff decide for each entry."),
    )  # fmt: skip
    interval = models.PositiveIntegerField(
        _("minutes between two looks"), default=60,
        validators=[MinValueValidator(15), MaxValueValidator(7 * 24 * 60)],
    )  # fmt: skip
    is_active = models.BooleanField(_("watched"), default=True)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    next_poll_at = models.DateTimeField(_("next look"), default=timezone.now, editable=False)
    last_polled_at = models.DateTimeField(_("last look"), null=True, blank=True, editable=False)
    last_ok_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    last_result = models.CharField(
        _("last result"), max_length=12, choices=Result.choices, blank=True, editable=False
    )
    last_status = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    notes: Any = models.JSONField(default=dict, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            Unique(
                name="one_feed_an_address",
                words=_("This regional i-Map follows this feed already. Change the row that is there."),
                fields=["regional_map", "url"],
            ),
            models.CheckConstraint(
                name="feed_address_is_of_the_web",
                condition=Q(url__regex=r"^https?://"),
                violation_error_message=_("An address of the web begins with https:// or http://."),
            ),
            Check(
                name="feeds_are_asked_politely",
                words=_("A feed is asked every 15 minutes at most. Write 15 or more."),
                condition=Q(interval__gte=15),
            ),
        ]
        indexes = [models.Index(name="feed_due", fields=["next_poll_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inbox:feeds") + f"#feed-{self.pk}"

    @property
    def is_well(self) -> bool:
        return self.last_result in (self.Result.OK, self.Result.UNCHANGED, self.Result.NONE)

    @property
    def pause(self) -> timedelta:
        return timedelta(minutes=self.interval)
