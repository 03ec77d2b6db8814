"""Terms of the field with their common definition, and where a state's own differs."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.addresses import address
from imap.core.constraints import Unique
from imap.core.history import tracked
from imap.core.translation import Text, columns, text_of, translated
from imap.regions.models import Country, MapPillar
from profiles.models.edition import Edition
from profiles.models.pair import is_read_with_its_edition
from profiles.models.section import IS_ISSUED

ISSUED = [str(Edition.State.PUBLISHED.value), str(Edition.State.SUPERSEDED.value)]


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, user: Reader) -> "TermQuerySet":
        """The common definitions are public."""
        return self.all()


@tracked()
@translated("name", "definition", "source", required=True)
class Term(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("common definition"))
    source = models.CharField(_("source of the definition"), max_length=250, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return str(self.shown_name) or self.code

    def get_absolute_url(self) -> str:
        return address("glossary:list") + f"#{self.code}"

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")

    @property
    def shown_definition(self) -> Text:
        return text_of(self, "definition")

    @property
    def shown_source(self) -> Text:
        return text_of(self, "source")


class NationalDefinitionQuerySet(models.QuerySet["NationalDefinition"]):
    def visible_to(self, user: Reader) -> "NationalDefinitionQuerySet":
        """Those of issued editions that the user reads, and those without an edition of pairs that the user reads."""
        return self.filter(is_read_with_its_edition(user, "map_pillar", ISSUED))

    def in_force(self) -> "NationalDefinitionQuerySet":
        """Of each term, country and pair the newest one: that of the latest edition."""
        newest = models.F("edition__number").desc(nulls_last=True)
        kept = ("term_id", "country_id", "map_pillar_id")
        return self.order_by(*kept, newest).distinct(*kept)

    def of_edition(
        self, country: int, map_pillar: int, profile: int, edition: int
    ) -> "NationalDefinitionQuerySet":
        """What held for the country of the profile when the edition was issued; all four are keys."""
        number = Edition.objects.filter(pk=edition).values("number")
        until = Q(edition=None) | Q(edition__profile=profile, edition__number__lte=number)
        return self.filter(until, country=country, map_pillar=map_pillar).in_force()


KEPT_COLUMNS = (
    "{row}.term_id, {row}.country_id, {row}.map_pillar_id, {row}.since, {row}.edition_id, {row}.origin"
)
ONLY_EMPTY_LANGUAGES = " AND ".join(
    f"(coalesce(OLD.{column}, '') = '' OR NEW.{column} IS NOT DISTINCT FROM OLD.{column})"
    for column in columns("definition")
)


@tracked()
@translated("definition")
class NationalDefinition(models.Model):
    """What a state means by a term, where that differs. `origin` names the submission it came with: `submission:12`."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="national_definitions", verbose_name=_("term")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="national_definitions", verbose_name=_("country")
    )
    map_pillar = models.ForeignKey(
        MapPillar, models.CASCADE, null=True, blank=True, related_name="national_definitions",
        verbose_name=_("pillar of a regional i-Map"), help_text=_("Who reads it. Empty: everyone."),
    )  # fmt: skip
    definition = models.TextField(_("definition"), blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="national_definitions", editable=False,
        verbose_name=_("edition"),
    )  # fmt: skip
    origin = models.CharField(_("origin"), max_length=60, blank=True, editable=False)

    objects = NationalDefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["term", "country"]
        verbose_name = _("national definition")
        verbose_name_plural = _("national definitions")
        constraints = [
            Unique(
                name="one_national_definition",
                words=_("This country’s definition of the term is there already. Change that one."),
                fields=["term", "country", "map_pillar", "edition"],
                nulls_distinct=False,
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="definitions_of_issued_editions_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF {IS_ISSUED.format(row="OLD", column="edition_id")}
                      AND (TG_OP = 'DELETE' OR ({KEPT_COLUMNS.format(row="NEW")}) IS DISTINCT FROM ({KEPT_COLUMNS.format(row="OLD")})
                           OR NOT ({ONLY_EMPTY_LANGUAGES}))
                    THEN
                      RAISE EXCEPTION 'Definitions of a published edition never change.' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.term} · {self.country}"

    @property
    def is_issued(self) -> bool:
        return self.edition is not None and self.edition.state in Edition.ISSUED

    @property
    def shown_definition(self) -> Text:
        return text_of(self, "definition")
