"""Sections: one heading of an edition, in three languages, with the sources it rests on."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.constraints import TAKEN_POSITION, Unique
from imap.core.fields import text_vector
from imap.core.history import tracked
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, OWN_NAMES, Text, columns, text_of, texts_of, translated
from profiles.models.edition import Edition
from profiles.models.source import Reference, Source
from profiles.models.template import SectionTemplate
from profiles.models.translatable import is_given_to

VECTORS = [f"search_{language}" for language in LANGUAGES]
# The edition's row is held meanwhile, so that it is not published over a text that is just being written.
IS_ISSUED = "(SELECT state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition WHERE id = {row}.{column} FOR SHARE)"
KEPT = " AND ".join(
    f"(coalesce(OLD.body_{language}, '') = '' OR NEW.body_{language} IS NOT DISTINCT FROM OLD.body_{language})"
    for language in LANGUAGES
)
FIXED = ["edition_id", "template_id", "order", "code", "source_language", *columns("heading")]
REFUSAL = """
  RAISE EXCEPTION 'Sections of a published edition never change; only a language still empty may be filled.'
    USING ERRCODE = 'check_violation';
"""


def own(row: str) -> str:
    """All of a section but its texts, as SQL."""
    return ", ".join(f'{row}."{column}"' for column in FIXED)


class SectionQuerySet(models.QuerySet["Section"]):
    def readable_by(self, user: Reader) -> "SectionQuerySet":
        """Sections of editions that the user sees as a whole."""
        return self.filter(edition__in=Edition.objects.visible_to(user).values("pk"))

    def visible_to(self, user: Reader) -> "SectionQuerySet":
        """Those; of editions under review also the sections that the user's agency checks, and those given to a translator."""
        from profiles.models.validation import Validation

        if not user.is_authenticated:
            return self.readable_by(user)
        whole = Q(edition__in=Edition.objects.visible_to(user).values("pk"))
        checked = Q(pk__in=Validation.objects.checked_by(user).values("section"))
        return self.filter(whole | checked | is_given_to(user))

    def with_languages(self) -> "SectionQuerySet":
        """`has_ar`, `has_en`, `has_fr`: which texts there are, without the texts."""
        return self.annotate(
            **{f"has_{code}": Q(**{f"body_{code}__gt": ""}) for code in LANGUAGES}  # not null, not empty
        )

    def without_texts(self) -> "SectionQuerySet":
        return self.defer("body", *columns("body"))


class SectionManager(models.Manager.from_queryset(SectionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> SectionQuerySet:
        """The stored vectors are for searching, never for reading."""
        return super().get_queryset().defer(*VECTORS)


@tracked(exclude=tuple(VECTORS))
@translated("heading", "body")
class Section(models.Model):
    """`heading` is the template's on the day of issue; a draft has none and shows its template's."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="sections", verbose_name=_("edition"))
    template = models.ForeignKey(
        SectionTemplate, models.PROTECT, related_name="sections", verbose_name=_("section template")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, editable=False)
    code = models.SlugField(_("code"), max_length=40, blank=True, editable=False)
    heading = models.CharField(_("heading"), max_length=120, blank=True, editable=False)
    body = models.TextField(_("text"), blank=True)
    source_language = models.CharField(
        _("written in"),
        max_length=2,
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        blank=True,
        help_text=_("The text that is checked and endorsed; the other languages are translated from it."),
    )
    sources = models.ManyToManyField(
        Source, through="profiles.Citation", related_name="sections", verbose_name=_("sources")
    )
    search_ar = text_vector("body", "ar")
    search_en = text_vector("body", "en")
    search_fr = text_vector("body", "fr")

    objects = SectionManager()

    class Meta:
        ordering = ["edition", "order"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(name="one_section_a_template", fields=["edition", "template"])]
        indexes = [GinIndex(name=f"section_{vector}", fields=[vector]) for vector in VECTORS]
        triggers = [
            pgtrigger.Trigger(
                name="sections_of_issued_editions_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func=f"""
                    IF TG_OP = 'DELETE' THEN
                      IF {IS_ISSUED.format(row="OLD", column="edition_id")} THEN {REFUSAL} END IF;
                      RETURN OLD;
                    END IF;
                    IF {IS_ISSUED.format(row="NEW", column="edition_id")} THEN {REFUSAL} END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="sections_of_issued_editions_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF ({IS_ISSUED.format(row="OLD", column="edition_id")}
                        OR {IS_ISSUED.format(row="NEW", column="edition_id")})
                      AND (({own("NEW")}) IS DISTINCT FROM ({own("OLD")}) OR NOT ({KEPT}))
                    THEN {REFUSAL} END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(self.shown_heading) or self.code

    def save(self, *args: object, **kwargs: object) -> None:
        """Whatever door a text comes through, it is sanitised; its place is its template's.

        A section is written in the first language of its regional i-Map until another is chosen.
        """
        loaded = self.get_deferred_fields()
        for column in columns("body"):
            if column not in loaded:
                setattr(self, column, sanitise(getattr(self, column)))
        self.order, self.code = self.template.order, self.template.code
        self.source_language = self.source_language or self.edition.profile.regional_map.languages[0]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def anchor(self) -> str:
        """Its place on the page of the edition."""
        return self.code.replace("_", "-")

    @property
    def headed(self) -> "Section | SectionTemplate":
        """What holds its heading: the section once it is issued, its template before."""
        return self if any(texts_of(self, "heading").values()) else self.template

    @property
    def shown_heading(self) -> Text:
        return text_of(self.headed, "heading")

    @property
    def source_text(self) -> str:
        """What validators and the state check: the text in the language it is written in."""
        return getattr(self, f"body_{self.source_language}") or ""

    @property
    def shown_body(self) -> Text:
        return text_of(self, "body", among=self.edition.profile.regional_map.languages)


@tracked()
class Citation(Reference, models.Model):
    """The numbered place of a source in a section: `[2]` in the text is citation number 2.

    What the source said of itself on the day of issue stays with the edition; a draft shows the source as it is.
    """

    COPIED = ("title", "publisher", "url", "language", "published", "accessed_on")

    section = models.ForeignKey(Section, models.CASCADE, related_name="citations", verbose_name=_("section"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    number = models.PositiveSmallIntegerField(_("number"))
    locator = models.CharField(_("page or part"), max_length=80, blank=True)
    title = models.CharField(max_length=300, blank=True, editable=False)
    publisher = models.CharField(max_length=200, blank=True, editable=False)
    url = models.URLField(max_length=500, blank=True, editable=False)
    language = models.CharField(max_length=3, blank=True, editable=False)
    published = models.CharField(max_length=20, blank=True, editable=False)
    accessed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["section", "number"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            Unique(name="one_citation_a_number", words=TAKEN_POSITION, fields=["section", "number"])
        ]
        triggers = [
            pgtrigger.Trigger(
                name="citations_of_issued_editions_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (SELECT e.state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition e JOIN profiles_section s ON s.edition_id = e.id
                        WHERE s.id = CASE TG_OP WHEN 'DELETE' THEN OLD.section_id ELSE NEW.section_id END FOR SHARE OF e)
                      OR (TG_OP = 'UPDATE' AND (SELECT e.state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition e
                        JOIN profiles_section s ON s.edition_id = e.id WHERE s.id = OLD.section_id FOR SHARE OF e))
                    THEN
                      RAISE EXCEPTION 'Sources of a published edition never change.' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"[{self.number}] {self.as_cited.reference}"

    @property
    def as_cited(self) -> "Source | Citation":
        return self if self.title else self.source

    def copy_source(self) -> None:
        for name in self.COPIED:
            setattr(self, name, getattr(self.source, name))
