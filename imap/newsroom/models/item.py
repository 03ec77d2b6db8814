"""News items: what happened, said by whom, in the words of the secretariat."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imap.core.addresses import address
from imap.core.constraints import IS_A_DATE, Check
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import PATTERN, Period, is_partial_date
from imap.core.translation import Text, direction_of, text_of, translated
from imap.newsroom.models.circle import CircleQuerySet, has_a_title, is_no_word_of_ours
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from profiles.models import Route
from profiles.models.source import SOURCE_LANGUAGES


class NewsItemQuerySet(CircleQuerySet):
    def newest_first(self) -> "NewsItemQuerySet":
        return self.order_by("-dated", "-published_at", "-pk")


@tracked(exclude=("search",))
@translated("title", "summary")
class NewsItem(models.Model):
    """`dated` is the day of the news, as far as it is known; `published_at` is when it came to stand here."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        SUMMARY = "summary", _("summary")
        FIRST_HAND = "first_hand", _("first-hand information")
        REPORT = "report", _("report")
        POLICY = "policy", _("policy paper")
        INITIATIVE = "initiative", _("initiative")
        CENTRE = "centre", _("research centre")
        EVENT = "event", _("event")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="news", verbose_name=_("regional i-Map"),
        help_text=_("Its secretariat answers for the item; its rules say who reads it."),
    )  # fmt: skip
    other_maps = models.ManyToManyField(
        RegionalMap, related_name="shared_news", blank=True, verbose_name=_("also listed by"),
        help_text=_("It also stands in the lists of these regional i-Maps."),
    )  # fmt: skip
    pillars = models.ManyToManyField(Pillar, related_name="news", blank=True, verbose_name=_("pillars"))
    countries = models.ManyToManyField(Country, related_name="news", blank=True, verbose_name=_("countries"))
    themes = models.ManyToManyField(Theme, related_name="news", blank=True, verbose_name=_("themes"))
    routes = models.ManyToManyField(Route, related_name="news", blank=True, verbose_name=_("routes"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[is_no_word_of_ours])
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("address of the source"), max_length=500, blank=True)
    language = models.CharField(
        _("language of the source"), max_length=3, choices=SOURCE_LANGUAGES, default="en"
    )
    dated = models.CharField(
        _("date"), max_length=10, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    is_open = models.BooleanField(
        _("for everyone"), default=False,
        help_text=_("Everyone reads it, though a pillar of it is restricted. Otherwise only those admitted to that pillar do."),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    search = names_vector("title", "summary")

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-published_at", "-pk"]
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        constraints = [
            Check(name="news_is_of_a_date", words=IS_A_DATE, condition=Q(dated__regex=PATTERN)),
            models.CheckConstraint(
                name="news_address_is_of_the_web", condition=Q(url="") | Q(url__regex=r"^https?://"),
                violation_error_message=_("An address of the web begins with https:// or http://."),
            ),
            models.CheckConstraint(
                name="published_news_has_a_time", condition=~Q(state="published") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="news_has_a_title", condition=has_a_title(),
                violation_error_message=_("Write the title in one language at least."),
            ),
        ]  # fmt: skip
        indexes = [
            GinIndex(name="news_search", fields=["search"]),
            models.Index(name="news_by_date", fields=["-dated", "-published_at"]),
        ]

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    def get_absolute_url(self) -> str:
        return address("newsroom:item", self.slug)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def shown_summary(self) -> Text:
        return text_of(self, "summary", among=self.regional_map.languages)

    @property
    def period(self) -> Period:
        return Period(self.dated)

    @property
    def source_direction(self) -> str:
        return direction_of(self.language)

    @property
    def is_for_everyone(self) -> bool:
        """Asked of the database, by the same rule as for anyone: letters hold the words of such items only."""
        return NewsItem.objects.visible_to(AnonymousUser()).filter(pk=self.pk).exists()

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
