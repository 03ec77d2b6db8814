"""One factory a model of the library, and `restricted_paper` for a publication whose file says a word."""

import hashlib

import factory
from django.core.files.base import ContentFile

from imap.library.actions import read_file
from imap.library.models import Contribution, Publication, PublicationFile, Series
from imap.library.types import TYPES
from imap.regions.models import MapPillar
from tests import factories as make
from tests.library.documents import pdf


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"series-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Series {o.slug}")


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication
        skip_postgeneration_save = True

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"publication-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Publication {o.slug}")
    kind = Publication.Kind.STUDY
    published = "2008"
    is_listed = True
    access = Publication.Access.PUBLIC


class ContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contribution

    publication = factory.SubFactory(PublicationFactory)
    organisation = factory.SubFactory(make.OrganisationFactory)
    role = Contribution.Role.AUTHOR


class PublicationFileFactory(factory.django.DjangoModelFactory):
    """Of `content`; not read yet."""

    class Meta:
        model = PublicationFile

    class Params:
        content = b"%PDF-1.4 words"

    publication = factory.SubFactory(PublicationFactory)
    language = "en"
    name = "paper.pdf"
    content_type = factory.LazyAttribute(lambda o: TYPES[o.name.rpartition(".")[2]])
    file = factory.LazyAttribute(lambda o: ContentFile(o.content, "f"))
    size = factory.LazyAttribute(lambda o: len(o.content))
    checksum = factory.LazyAttribute(lambda o: hashlib.sha256(o.content).hexdigest())


def read(file: PublicationFile) -> PublicationFile:
    read_file(file.pk)
    file.refresh_from_db()
    return file


def restricted_paper(words: str, pair: MapPillar, **values) -> Publication:
    """For readers of the pair; its file, read for the search, says `words` and bears them in its name."""
    paper = PublicationFactory(
        regional_map=pair.regional_map,
        **{"access": Publication.Access.READERS, "title_en": "A closed paper", **values},
    )
    paper.pillars.add(pair.pillar)
    read(PublicationFileFactory(publication=paper, name=f"{words}.pdf", content=pdf(f"It says {words} here")))
    return paper
