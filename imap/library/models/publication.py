"""Publications: the card that everyone may see, and who reads the files behind it (`docs/decisions/0018-library.md`)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.constraints import IS_A_DATE, Check, Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import PATTERN, Period, is_partial_date
from imap.core.translation import Text, text_of, translated
from imap.library.identifiers import is_doi, is_isbn, is_issn
from imap.library.models.shelf import Series
from imap.regions.models import Country, MapPillar, Pillar, RegionalMap, Theme


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Two circles: who sees that there is a publication (`visible_to`), and who reads its files (`readable_by`)."""

    def visible_to(self, user: Reader) -> "PublicationQuerySet":
        """The card: title, abstract, who made it, when, in which languages."""
        card = Q(regional_map__is_public=True) & (Q(is_listed=True) | admits(user))
        return self.filter(card | is_theirs(user))

    def readable_by(self, user: Reader) -> "PublicationQuerySet":
        """Files, their text and their covers: everyone's where they are public, else those admitted, and the secretariat's."""
        public = Q(access=Publication.Access.PUBLIC, is_listed=True)
        inside = Q(regional_map__is_public=True) & (public | admits(user))
        return self.filter(inside | is_theirs(user))

    def of_map(self, regional_map: RegionalMap) -> "PublicationQuerySet":
        """Those it keeps, and those that stand in its list too."""
        joint = Publication.other_maps.through.objects.filter(regionalmap=regional_map).values("publication")
        return self.filter(Q(regional_map=regional_map) | Q(pk__in=joint))


def is_theirs(user: Reader) -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")


def admits(user: Reader) -> Q:
    """For readers of its pillars, who are admitted to each restricted one that it has, of the regional i-Map that keeps it."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    of_publication = Pillar.objects.filter(publications=OuterRef(OuterRef("pk"))).values("pk")
    pairs = MapPillar.objects.filter(
        access=MapPillar.Access.RESTRICTED, regional_map=OuterRef("regional_map"), pillar__in=of_publication
    )
    admitted = held(user, "regions.read_mappillar", MapPillar)
    return Q(access=Publication.Access.READERS) & Q(Exists(pairs)) & ~Q(Exists(pairs.exclude(admitted)))


@tracked(exclude=("search",))
@translated("title", "subtitle", "abstract", "partners_note", required=True)
class Publication(models.Model):
    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        STUDY = "study", _("study or assessment")
        REPORT = "report", _("report")
        PAPER = "paper", _("working paper")
        MAP = "map", _("map")
        INVENTORY = "inventory", _("inventory or registry")
        MANUAL = "manual", _("manual or guide")
        LESSONS = "lessons", _("lessons of an exchange")
        OTHER = "other", _("other publication")

    class Access(models.TextChoices):
        PUBLIC = "public", _("everyone")
        READERS = "readers", _("readers of its restricted pillars")
        STAFF = "staff", _("the secretariat alone")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="publications", verbose_name=_("regional i-Map"),
        help_text=_("Its secretariat keeps the publication; its rules say who reads the files."),
    )  # fmt: skip
    other_maps = models.ManyToManyField(
        RegionalMap, related_name="joint_publications", blank=True, verbose_name=_("also in the list of"),
        help_text=_("It stands in the lists of these regional i-Maps too. Their rules open nothing."),
    )  # fmt: skip
    pillars = models.ManyToManyField(
        Pillar, related_name="publications", blank=True, verbose_name=_("pillars"),
        help_text=_("None where the documents do not say."),
    )  # fmt: skip
    countries = models.ManyToManyField(
        Country, related_name="publications", blank=True, verbose_name=_("countries")
    )
    themes = models.ManyToManyField(Theme, related_name="publications", blank=True, verbose_name=_("themes"))
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    published = models.CharField(
        _("date of publication"), max_length=10, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    publisher = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="published_publications",
        verbose_name=_("publisher"),
    )  # fmt: skip
    partners_note = models.CharField(
        _("partners, in words"), max_length=200, blank=True,
        help_text=_("Where documents name no single organisation, as in “Partner States”."),
    )  # fmt: skip
    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("series")
    )
    number = models.CharField(_("number in the series"), max_length=20, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    isbn = models.CharField("ISBN", max_length=20, blank=True, validators=[is_isbn])
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[is_issn])
    doi = models.CharField("DOI", max_length=120, blank=True, validators=[is_doi])
    is_listed = models.BooleanField(
        _("listed"), default=False, help_text=_("Everyone sees its card: title, abstract, date, languages.")
    )
    access = models.CharField(
        _("files are read by"), max_length=8, choices=Access.choices, default=Access.STAFF
    )
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    search = names_vector("title", "subtitle", "abstract")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published", "slug"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            Check(name="publication_has_a_date", words=IS_A_DATE, condition=Q(published__regex=PATTERN)),
            models.CheckConstraint(
                name="publication_number_is_of_a_series",
                condition=Q(number="") | Q(series__isnull=False),
                violation_error_message=_("A number needs a series."),
            ),
        ]
        indexes = [GinIndex(name="publication_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    def get_absolute_url(self) -> str:
        return address("library:publication", self.slug)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def shown_subtitle(self) -> Text:
        return text_of(self, "subtitle")

    @property
    def shown_abstract(self) -> Text:
        return text_of(self, "abstract")

    @property
    def shown_partners_note(self) -> Text:
        return text_of(self, "partners_note")

    @property
    def date(self) -> Period:
        return Period(self.published)

    @property
    def year(self) -> str:
        return self.published[:4]

    @property
    def card_languages(self) -> list[str]:
        """Of its files, where `with_cards` fetched their names."""
        return list(dict.fromkeys(file.language for file in self.named_files))  # type: ignore[attr-defined]

    @property
    def is_restricted(self) -> bool:
        return self.access != self.Access.PUBLIC

    @property
    def is_for_readers(self) -> bool:
        return self.access == self.Access.READERS


@tracked()
class Contribution(models.Model):
    """What an organisation had to do with a publication. Persons are not named."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        PARTNER = "partner", _("partner")

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="contributions", verbose_name=_("publication")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contributions", verbose_name=_("organisation")
    )

    class Meta:
        ordering = ["publication", "role", "order", "pk"]
        verbose_name = _("author or partner")
        verbose_name_plural = _("authors and partners")
        constraints = [
            Unique(
                name="one_contribution_a_role",
                words=_(
                    "This organisation has this part in the publication already. Change the row that is there."
                ),
                fields=["publication", "role", "organisation"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"
