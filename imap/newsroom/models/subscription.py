"""News by mail: what a signed-in reader wants to hear of, how often, and the items that they are still to be told of."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Letter, User
from imap.newsroom.models.item import NewsItem
from imap.regions.models import Country, Pillar, RegionalMap


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def visible_to(self, user: Reader) -> "SubscriptionQuerySet":
        """One's own, and nobody else's."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()

    def matching(self, item: NewsItem) -> "SubscriptionQuerySet":
        """Whose map, country and pillar the item has, each where one was chosen."""
        maps = [item.regional_map_id, *item.other_maps.values_list("pk", flat=True)]
        return self.filter(
            Q(regional_map=None) | Q(regional_map__in=maps),
            Q(country=None) | Q(country__in=item.countries.values("pk")),
            Q(pillar=None) | Q(pillar__in=item.pillars.values("pk")),
            user__is_active=True,
        )


class Subscription(models.Model):
    class Often(models.TextChoices):
        IMMEDIATELY = "immediately", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    user = models.ForeignKey(
        User, models.CASCADE, related_name="news_subscriptions", verbose_name=_("reader")
    )
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("regional i-Map")
    )
    country = models.ForeignKey(
        Country, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    pillar = models.ForeignKey(
        Pillar, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("pillar")
    )
    often = models.CharField(_("how often"), max_length=12, choices=Often.choices, default=Often.WEEKLY)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["user", "since"]
        verbose_name = _("subscription to news")
        verbose_name_plural = _("subscriptions to news")
        constraints = [
            models.UniqueConstraint(
                name="one_subscription_a_choice", fields=["user", "regional_map", "country", "pillar"],
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user} · {self.regional_map or ''} {self.country or ''} {self.pillar or ''}".strip()


class NewsNoticeQuerySet(models.QuerySet["NewsNotice"]):
    def pending(self, often: Iterable[str]) -> "NewsNoticeQuerySet":
        return self.filter(letter=None, subscription__often__in=list(often))


class NewsNotice(models.Model):
    """An item that a reader is to be told of, once, however many of their subscriptions it fits."""

    user = models.ForeignKey(User, models.CASCADE, related_name="news_notices")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="notices")
    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="notices")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="news_notices")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NewsNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("notice of news")
        verbose_name_plural = _("notices of news")
        constraints = [models.UniqueConstraint(name="one_notice_an_item", fields=["user", "item"])]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.item}"
