"""Where profiles link to other sites: their sources, as they are and as issued editions cite them, and the glossary's."""

from typing import Any

from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, objects_for
from imap.core.links import Place
from imap.core.translation import columns
from imap.regions.models import RegionalMap
from profiles.models import Citation, Source, Term

AN_ADDRESS = r"https?://[^\s<>,;]+[^\s<>,;.)]"


def citations() -> QuerySet[Citation]:
    """An issued edition's own copy of the address, else the source's."""
    rows = Citation.objects.annotate(link=Coalesce(NullIf(F("url"), Value("")), F("source__url")))
    return rows.select_related(
        "source",
        "section__template",
        "section__edition__profile__regional_map",
        "section__edition__profile__pillar",
    )


def editable_citations(user: Reader) -> QuerySet[Citation]:
    return citations().filter(source__in=Source.objects.editable_by(user).values("pk"))


def page_of(citation: Citation) -> str:
    return citation.section.edition.get_absolute_url()


def name_of(citation: Citation) -> str:
    edition = citation.section.edition
    return f"{edition.profile.shown_title} · {edition.profile.pillar} · {edition.shown_label}"


def terms() -> QuerySet[Term]:
    """A source of a definition is a text; what in it is an address is the link."""
    texts = Concat(*(Coalesce(F(name), Value("")) for name in columns("source")), output_field=TextField())
    found = Func(texts, Value(AN_ADDRESS), function="substring", output_field=TextField())
    return Term.objects.annotate(link=found).filter(link__isnull=False)


def editable_terms(user: Reader) -> QuerySet[Term]:
    """The glossary is shared: whoever works on a regional i-Map is told of it."""
    works_here = objects_for(user, "regions.edit_regionalmap", RegionalMap).exists()
    return terms() if works_here else terms().none()


def in_admin(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


PLACES = [
    Place(
        label=_("source"),
        rows=lambda: Source.objects.all(),
        editable=lambda user: Source.objects.editable_by(user).select_related("regional_map"),
        url="url",
        page=in_admin,
    ),
    Place(
        label=_("cited in an edition"),
        rows=citations,
        editable=editable_citations,
        url="link",
        page=page_of,
        name=name_of,
    ),
    Place(label=_("definition"), rows=terms, editable=editable_terms, url="link", page=in_admin),
]
