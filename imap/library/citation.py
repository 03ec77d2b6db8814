"""How a publication is cited, in APA, and what every form of citing it says, from the card alone."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from imap.core.numbers import in_digits
from imap.core.translation import Text, reading_language
from imap.library.models import Contribution, Publication


@dataclass(frozen=True)
class Cited:
    """The parts of a citation in the language of the page, another one standing in where it is missing."""

    publication: Publication
    authors: list[Text]
    partners: list[Text]
    publisher: Text | None

    @classmethod
    def of(cls, publication: Publication) -> "Cited":
        """`publication` with its `contributions`, prefetched as the reader sees them."""
        rows = publication.contributions.all()
        roles = Contribution.Role
        return cls(
            publication,
            [row.organisation.shown_name for row in rows if row.role == roles.AUTHOR],
            [row.organisation.shown_name for row in rows if row.role == roles.PARTNER],
            publication.publisher.shown_name if publication.publisher else None,
        )

    @property
    def title(self) -> Text:
        return self.publication.shown_title

    @property
    def whole_title(self) -> str:
        """With the subtitle, where it is in the title's language."""
        subtitle = getattr(self.publication, f"subtitle_{self.title.language}") or ""
        return f"{self.title}: {subtitle}" if subtitle else str(self.title)

    @property
    def volume(self) -> str:
        return self.publication.number

    @property
    def address(self) -> str:
        """The DOI where there is one: it lasts longer than this portal."""
        if self.publication.doi:
            return f"https://doi.org/{self.publication.doi}"
        return self.page

    @property
    def page(self) -> str:
        return settings.SITE_URL.rstrip("/") + self.publication.get_absolute_url()

    @property
    def language(self) -> str:
        return self.title.language


def apa(cited: Cited) -> SafeString:
    """`Author & Author (2008). *Title* (Series, 2). Publisher.`; without an author the title comes first."""
    title = format_html(
        '<cite lang="{}" dir="{}">{}</cite>', cited.language, cited.title.direction, cited.whole_title
    )
    year = f"({in_digits(cited.publication.year)})."
    authors = joined(cited.authors)
    series = shelf_of(cited)
    head = format_html("{} {} {}{}.", authors, year, title, series) if authors else format_html(
        "{}{}. {}", title, series, year
    )  # fmt: skip
    publisher = cited.publisher
    if publisher is None or [str(publisher)] == [str(each) for each in cited.authors]:
        return head
    return format_html("{} {}.", head, name(publisher))


def name(text: Text) -> SafeString:
    return format_html("<bdi>{}</bdi>", text)


def joined(authors: list[Text]) -> SafeString:
    """`A, B & C`; in Arabic `A وB`."""
    if not authors:
        return SafeString("")
    last = format_html(" و{}" if reading_language() == "ar" else " &amp; {}", name(authors[-1]))
    before = format_html_join(comma(), "<bdi>{}</bdi>", ((each,) for each in authors[:-1]))
    return format_html("{}{}", before, last) if before else name(authors[-1])


def comma() -> SafeString:
    return SafeString("، " if reading_language() == "ar" else ", ")


def shelf_of(cited: Cited) -> SafeString:
    row = cited.publication
    if not row.series:
        return SafeString("")
    number = f"{comma()}{in_digits(row.number)}" if row.number else ""
    return format_html(" (<bdi>{}</bdi>{})", row.series.shown_title, number)
