"""The life of an edition: begun as a draft, published, superseded by the next; a missing language filled once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.pagecache import forget_pages
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, OWN_NAMES, columns, listed
from profiles.models import Citation, Edition, Profile, Section, SectionTemplate


class NotPublishable(ValidationError):
    """What stands in the way of publishing, one message a reason."""


class AlreadyFilled(ValidationError):
    """The gap of a published edition is none any more: what stands there stays."""


@transaction.atomic
def begin_edition(*, profile: Profile, label: str, as_of: date, by: User | None) -> Edition:
    """The next draft: the summary, texts and sources of the edition before it to start from, or empty sections.

    That is the published edition, or the last one issued where it was withdrawn. Texts find their heading by its code.
    """
    last, current = profile.editions.order_by("-number").first(), edition_to_start_from(profile)
    summaries = {column: getattr(current, column) for column in columns("summary")} if current else {}
    from profiles.actions.translation import carry_translations  # it builds on this module

    draft = Edition.objects.create(
        profile=profile, label=label, as_of=as_of, number=last.number + 1 if last else 1, **summaries
    )
    for template in SectionTemplate.objects.for_profile(profile.regional_map, profile.pillar, profile.kind):
        section = Section(edition=draft, template=template)
        earlier = current and current.sections.filter(code=template.code).first()
        section.source_language = earlier.source_language if earlier else ""
        for language in LANGUAGES:
            setattr(section, f"body_{language}", getattr(earlier, f"body_{language}", ""))
        section.save()
        if earlier:
            carry_translations(earlier=earlier, section=section)
        for citation in earlier.citations.all() if earlier else ():
            Citation.objects.create(
                section=section, source=citation.source, number=citation.number, locator=citation.locator
            )
    return draft


def edition_to_start_from(profile: Profile) -> Edition | None:
    """The published edition; where there is none, the last one, which was withdrawn."""
    editions = profile.editions.order_by("-number")
    return editions.filter(state=Edition.State.PUBLISHED).first() or editions.first()


def missing_for_publication(edition: Edition) -> list[str]:
    """What a draft still lacks, in words; empty when it can be published."""
    missing = []
    if edition.state != Edition.State.DRAFT:
        missing.append(
            _("Only a draft can be published; this edition is %(state)s.")
            % {"state": edition.get_state_display()}
        )
    sections = list(edition.sections.select_related("template"))
    if not any(written_in(section) for section in sections):
        missing.append(_("No section has a text yet."))
    for section in sections:
        known = known_citations(section)
        for language in written_in(section):
            if wrong := cited_beyond(getattr(section, f"body_{language}"), known):
                missing.append(not_cited(section, language, wrong, known))
    return missing


def not_cited(section: Section, language: str, wrong: str, known: set[int]) -> str:
    return _("“%(section)s” (%(language)s) cites source %(numbers)s, but has %(known)s.") % {
        "section": section,
        "language": OWN_NAMES[language],
        "numbers": wrong,
        "known": in_brackets(known),
    }


def known_citations(section: Section) -> set[int]:
    return set(section.citations.values_list("number", flat=True))


def refuse_unknown_citations(section: Section, language: str, text: str, known: set[int]) -> None:
    if wrong := cited_beyond(text, known):
        raise ValidationError(not_cited(section, language, wrong, known))


def cited_beyond(body: str, known: set[int]) -> str:
    """Numbers in the text behind which no source stands; a source keeps its number when an earlier one is taken out."""
    from imap.core.richtext import CITATION

    return listed(f"[{number}]" for number in CITATION.findall(body) if int(number) not in known)


def in_brackets(numbers: set[int]) -> str:
    return listed(f"[{number}]" for number in sorted(numbers)) or "0"


def written_in(section: Section) -> list[str]:
    return [language for language in LANGUAGES if getattr(section, f"body_{language}")]


def complete_languages(edition: Edition) -> list[str]:
    """Languages in which every section that has a text at all has one."""
    sections = [section for section in edition.sections.all() if written_in(section)]
    return [
        code for code in LANGUAGES if sections and all(code in written_in(section) for section in sections)
    ]


def lock(edition: Edition) -> None:
    """Whatever is done to a profile's editions is done in turn; a section that is being written is waited for."""
    Profile.objects.select_for_update().get(pk=edition.profile_id)
    Edition.objects.select_for_update().get(pk=edition.pk)
    list(Section.objects.filter(edition=edition).select_for_update().values_list("pk"))
    edition.refresh_from_db()


@transaction.atomic
def publish(*, edition: Edition, by: User | None, on: date | None = None) -> Edition:
    """Make the draft the published edition; the one before is superseded. Raises `NotPublishable`."""
    lock(edition)
    if missing := missing_for_publication(edition):
        raise NotPublishable(missing)
    for current in Edition.objects.current().filter(profile=edition.profile_id):
        current.state = Edition.State.SUPERSEDED
        current.save(update_fields=["state"])
    keep_apparatus(edition)
    edition.state = Edition.State.PUBLISHED
    edition.languages = complete_languages(edition)
    edition.published_on, edition.published_by = on or date.today(), by
    edition.save()
    forget_pages()
    return edition


def keep_apparatus(edition: Edition) -> None:
    """Headings and sources as they are today stay with the edition, whatever becomes of templates and sources."""
    sections = list(Section.objects.filter(edition=edition).without_texts().select_related("template"))
    for section in sections:
        section.code, section.order = section.template.code, section.template.order
        for column in columns("heading"):
            setattr(section, column, getattr(section.template, column))
    Section.objects.bulk_update(sections, ["code", "order", *columns("heading")])
    citations = list(Citation.objects.filter(section__edition=edition).select_related("source"))
    for citation in citations:
        citation.copy_source()
    Citation.objects.bulk_update(citations, Citation.COPIED)


@transaction.atomic
def withdraw(*, edition: Edition, by: User) -> Edition:
    """Take an issued edition from readers; it stays in the history."""
    lock(edition)
    if edition.state not in (Edition.State.PUBLISHED, Edition.State.SUPERSEDED):
        raise NotPublishable([_("Only an edition that was published can be withdrawn.")])
    edition.state = Edition.State.WITHDRAWN
    edition.save(update_fields=["state"])
    forget_pages()
    return edition


def hold(edition: Edition) -> Edition:
    """As it is stored now, until the transaction ends: one fills at a time."""
    return Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)


@transaction.atomic
def fill_language(*, section: Section, language: str, body: str, by: User | None) -> Section:
    """Add the translation that a published section still lacks; once filled it stays. Raises `AlreadyFilled`."""
    column = f"body_{language}"
    edition = hold(section.edition)
    if Section.objects.values_list(column, flat=True).get(pk=section.pk) and not edition.is_draft:
        raise AlreadyFilled(
            _("This section already has a text in this language. A correction is a new edition.")
        )
    text = sanitise(body)
    refuse_unknown_citations(section, language, text, known_citations(section))
    setattr(section, column, text)
    section.save(update_fields=[column])
    edition.languages = complete_languages(edition)
    edition.save(update_fields=["languages"])
    forget_pages()
    return section


@transaction.atomic
def fill_head(*, edition: Edition, field: str, language: str, text: str, by: User | None) -> Edition:
    """Add what the head of a published edition lacks in a language: `field` is summary or change_note. Raises `AlreadyFilled`."""
    column, edition = f"{field}_{language}", hold(edition)
    if getattr(edition, column) and not edition.is_draft:
        raise AlreadyFilled(_("This edition already has that text. A correction is a new edition."))
    setattr(edition, column, text.strip())
    edition.save(update_fields=[column])
    forget_pages()
    return edition
