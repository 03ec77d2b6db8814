"""Loading the titles that the working paper names, with what it says of them, and two papers of the portal's own as demonstrations."""

from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Organisation
from imap.core.pdf import pdf_of
from imap.core.translation import LANGUAGES, direction_of
from imap.core.upsert import Tally, upsert
from imap.library import actions
from imap.library.models import Contribution, Publication, PublicationFile, Series
from imap.portal.demo.files import codes, facts, texts, translations
from imap.portal.demo.themes import themes
from imap.regions.models import Pillar, RegionalMap

PILLARS = {"both": ["I", "II"], "": []}
COLOURS = {"I": "#a8442a", "II": "#0f6b66"}
MARKS = {
    "ar": "ملف للعرض من صنع البوابة. لا يُلزم أي دولة ولا أي وكالة.",
    "en": "For demonstration; made by the portal. It commits no state and no agency.",
    "fr": "Pour démonstration ; fait par le portail. N’engage aucun État ni aucune agence.",
}
Row = dict[str, Any]


def load_library() -> Tally:
    tally, document = Tally(), texts("publications")
    mtm = RegionalMap.objects.get(slug="mtm")
    series = {
        title["en"]: upsert(
            Series, tally, key={"slug": slug}, regional_map=mtm, **translations("title", title)
        )
        for slug, title in document["series"].items()
    }
    known = {fact["title"]: fact for fact in facts("publications")}
    for slug, said in document["publications"].items():
        fact = known[said["fact"]]
        row = load_known(
            mtm, slug, fact, said, series.get(fact["series"]), document["partners_in_words"], tally
        )
        row.themes.set(themes(said["themes"]))
    for said in document["demonstrations"]:
        row = load_demonstration(said, tally)
        row.themes.set(themes(said["themes"]))
    return tally


def load_known(
    mtm: RegionalMap,
    slug: str,
    fact: dict[str, str],
    said: Row,
    series: Series | None,
    in_words: Row,
    tally: Tally,
) -> Publication:
    partners = codes(fact["partners"])
    row = upsert(
        Publication,
        tally,
        key={"slug": slug},
        regional_map=mtm,
        kind=said["kind"],
        published=fact["year"],
        pages=int(fact["pages"]) if fact["pages"] else None,
        series=series,
        number=said.get("number", ""),
        is_listed=True,
        access=Publication.Access.PUBLIC,
        **translations("title", {**said["title"], "en": fact["title"]}),
        **translations("abstract", said.get("abstract")),
        **translations(
            "partners_note", next((in_words[each] for each in partners if each in in_words), None)
        ),
    )
    row.pillars.set(Pillar.objects.filter(numeral__in=PILLARS.get(fact["pillar"], [fact["pillar"]])))
    contribute(row, Contribution.Role.AUTHOR, said.get("authors", []), tally)
    contribute(
        row, Contribution.Role.PARTNER, [each.upper() for each in partners if each not in in_words], tally
    )
    return row


def contribute(row: Publication, role: str, organisations: list[str], tally: Tally) -> None:
    for order, code in enumerate(organisations, 1):
        organisation = Organisation.objects.get(code=code)
        key = {"publication": row, "role": role, "organisation": organisation}
        upsert(Contribution, tally, key=key, order=order)


def load_demonstration(said: Row, tally: Tally) -> Publication:
    row = upsert(
        Publication,
        tally,
        key={"slug": said["slug"]},
        regional_map=RegionalMap.objects.get(slug=said["map"]),
        kind=said["kind"],
        published=said["published"],
        is_listed=True,
        access=said["access"],
        is_demonstration=True,
        **translations("title", said["title"]),
        **translations("abstract", said["abstract"]),
    )
    row.pillars.set(Pillar.objects.filter(numeral=said["pillar"]))
    for language in LANGUAGES:
        if language in said["files"]:
            load_file(row, language, said, tally)
    return row


def load_file(row: Publication, language: str, said: Row, tally: Tally) -> None:
    """Made once; its text is read at once, so that the search finds it."""
    if PublicationFile.objects.filter(publication=row, language=language).exists():
        tally.kept += 1
        return
    context = {
        "language": language, "direction": direction_of(language), "title": said["title"][language],
        "mark": MARKS[language], "paragraphs": said["files"][language], "colour": COLOURS[said["pillar"]],
    }  # fmt: skip
    content = ContentFile(pdf_of("library/demonstration.html", context), f"{row.slug}-{language}.pdf")
    file = actions.add_file(publication=row, language=language, upload=content)
    actions.read_file(file.pk)
    tally.created += 1
