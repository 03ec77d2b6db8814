"""An edition is begun as a draft; a language that is missing once it is issued is filled once."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.pagecache import forget_pages
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, columns
from profiles.actions.made_from import carry_translations
from profiles.actions.version import keep_replaced, keep_saved
from profiles.conditions import cited_beyond, complete_languages, not_cited
from profiles.models import Citation, Edition, Profile, Section, SectionTemplate


class AlreadyFilled(ValidationError):
    """The gap of a published edition is none any more: what stands there stays."""


@transaction.atomic
def begin_edition(*, profile: Profile, label: str, as_of: date, by: User | None) -> Edition:
    """The next draft: the summary, texts and sources of the edition before it to start from, or empty sections.

    That is the published edition, or the last one issued where it was withdrawn. Texts find their heading by its code.
    """
    last, current = profile.editions.order_by("-number").first(), edition_to_start_from(profile)
    summaries = {column: getattr(current, column) for column in columns("summary")} if current else {}
    draft = Edition.objects.create(
        profile=profile, label=label, as_of=as_of, number=last.number + 1 if last else 1, **summaries
    )
    for template in SectionTemplate.objects.for_profile(profile.regional_map, profile.pillar, profile.kind):
        earlier = current and current.sections.filter(code=template.code).first()
        section = Section(
            edition=draft, template=template, source_language=getattr(earlier, "source_language", "")
        )
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


def known_citations(section: Section) -> set[int]:
    return set(section.citations.values_list("number", flat=True))


def refuse_unknown_citations(section: Section, language: str, text: str, known: set[int]) -> None:
    if wrong := cited_beyond(text, known):
        raise ValidationError(not_cited(section, language, wrong, known))


def hold(edition: Edition) -> Edition:
    """As it is stored now, until the transaction ends: one fills at a time."""
    return Edition.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.pk)


@transaction.atomic
def fill_language(*, section: Section, language: str, body: str, by: User | None) -> Section:
    """Add the translation that a published section still lacks; once filled it stays. Raises `AlreadyFilled`."""
    column = f"body_{language}"
    edition = hold(section.edition)
    before = Section.objects.values_list(column, flat=True).get(pk=section.pk)
    if before and not edition.is_draft:
        raise AlreadyFilled(
            _("This section already has a text in this language. A correction is a new edition.")
        )
    text = sanitise(body)
    refuse_unknown_citations(section, language, text, known_citations(section))
    keep_replaced(section=section, language=language, text=before)
    setattr(section, column, text)
    section.save(update_fields=[column])
    keep_saved(section=section, language=language, by=by)
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
