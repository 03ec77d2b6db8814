"""The page that is measured: a public profile with 80 kB of text, its sources, an older edition and related profiles."""

from datetime import date

from bench.corpus import Corpus, in_languages
from bench.texts import section
from imap.core.translation import LANGUAGES
from imap.regions.models import Country
from profiles.actions import begin_edition, publish
from profiles.models import Citation, Edition, Profile, Section, Source

LETTERS = 80_000
SECTIONS = 7
SOURCES = 4
RELATED = 3
ADDRESS = "/en/mtm/profiles/article/"


def make_article(corpus: Corpus) -> Profile:
    """Written and published through the portal's own actions."""
    pair = corpus.pairs[1]
    country = Country.objects.create(iso3="QZZ", **in_languages("name", "Country of the article"))
    profile = Profile.objects.create(
        regional_map=pair.regional_map, pillar=pair.pillar, kind="country", slug="article",
        country=country,
    )  # fmt: skip
    profile.related.set(Profile.objects.filter(map_pillar=pair, is_unlisted=False)[:RELATED])
    draft = begin(profile, "2011")
    for part in draft.sections.all():
        write(part)
    publish(edition=draft, by=None, override="For the measurement.")
    publish_next(profile, "2012")
    return profile


def begin(profile: Profile, label: str) -> Edition:
    draft = begin_edition(profile=profile, label=label, as_of=date(2012, 6, 30), by=None)
    Edition.objects.filter(pk=draft.pk).update(standing="final", **in_languages("summary", "In short."))
    return draft


def write(part: Section) -> None:
    for language in LANGUAGES:
        setattr(part, f"body_{language}", section(language, LETTERS // SECTIONS, SOURCES))
    part.save()
    for number in range(1, SOURCES + 1):
        source = Source.objects.create(
            regional_map=part.edition.profile.regional_map, title=f"Report {part.order}.{number}",
            publisher="A publisher", url=f"https://example.org/{part.order}/{number}", published="2011",
        )  # fmt: skip
        Citation.objects.create(section=part, source=source, number=number)


def publish_next(profile: Profile, label: str) -> Edition:
    return publish(edition=begin(profile, label), by=None, override="For the measurement.")
