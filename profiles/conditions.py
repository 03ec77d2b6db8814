"""What the steps of an edition's life ask for: each condition answers with what is missing, in words; empty when it is met."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from imap.core.richtext import CITATION
from imap.core.templatetags.portal import names_of_languages
from imap.core.translation import LANGUAGES, OWN_NAMES, listed, reading_language
from profiles import workflow
from profiles.models import Edition, Endorsement, Remark, Section, Validation
from profiles.models.translation import out_of_step

Condition = Callable[[Edition], list[str]]


def unmet(edition: Edition, names: Iterable[str]) -> list[str]:
    """Everything that stands in the way, one message a reason."""
    return [reason for name in names for reason in CONDITIONS[name](edition)]


def missing_for_publication(edition: Edition) -> list[str]:
    """What an edition still lacks before it can be published without an override."""
    return unmet(edition, workflow.FOR_PUBLICATION)


def written_in(section: Section) -> list[str]:
    return [language for language in LANGUAGES if getattr(section, f"body_{language}")]


def written_sections(edition: Edition) -> list[Section]:
    rows = edition.sections.select_related("template", "edition__profile__regional_map").order_by("order")
    rows = rows.prefetch_related("template__validated_by")
    return [section for section in rows if written_in(section)]


def complete_languages(edition: Edition) -> list[str]:
    """Languages in which every section that has a text at all has one."""
    sections = [section for section in edition.sections.all() if written_in(section)]
    return [
        code for code in LANGUAGES if sections and all(code in written_in(section) for section in sections)
    ]


def has_a_text(edition: Edition) -> list[str]:
    """At least one section has a text."""
    return [] if written_sections(edition) else [_("No section has a text yet.")]


def sources_are_there(edition: Edition) -> list[str]:
    """Every source that a text cites stands behind it."""
    missing = []
    for section in edition.sections.select_related("template").prefetch_related("citations"):
        known = {citation.number for citation in section.citations.all()}
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


def cited_beyond(body: str, known: set[int]) -> str:
    """Numbers in the text behind which no source stands; a source keeps its number when an earlier one is taken out."""
    return listed(f"[{number}]" for number in CITATION.findall(body) if int(number) not in known)


def in_brackets(numbers: set[int]) -> str:
    return listed(f"[{number}]" for number in sorted(numbers)) or "0"


def source_is_written(edition: Edition) -> list[str]:
    """Every written section has a text in the language it is written in: that is what is checked."""
    return [
        _("“%(section)s” has no text in the language it is said to be written in (%(language)s).")
        % {"section": section, "language": language_name(section.source_language)}
        for section in written_sections(edition)
        if not section.source_text
    ]


def language_name(code: str) -> str:
    return names_of_languages(reading_language())[code]


def validations_of(edition: Edition) -> list[Validation]:
    rows = Validation.objects.filter(section__edition=edition).select_related("section__template", "agency")
    return list(rows.order_by("section__order", "agency__code"))


def not_asked(edition: Edition) -> list[tuple[Section, Organisation]]:
    """Written sections with the agencies of their mandate that were never asked about them."""
    asked = set(Validation.objects.filter(section__edition=edition).values_list("section", "agency"))
    return [
        (section, agency)
        for section in written_sections(edition)
        for agency in section.template.validated_by.all()
        if (section.pk, agency.pk) not in asked
    ]


def is_validated(edition: Edition) -> list[str]:
    """Every agency whose mandate covers a written section has answered, and none asks for a change of the text as it is now."""
    missing = [
        _("%(agency)s has not been asked about “%(section)s” yet.")
        % {"agency": agency.shown_short_name, "section": section}
        for section, agency in not_asked(edition)
    ]
    for row in validations_of(edition):
        said = {"agency": row.agency.shown_short_name, "section": row.section}
        if not row.verdict:
            missing.append(_("%(agency)s has not yet given its verdict on “%(section)s”.") % said)
        elif row.asks_for_a_change:
            missing.append(_("%(agency)s asks for a change of “%(section)s”.") % said)
    return missing


def verdicts_hold(edition: Edition) -> list[str]:
    """No verdict was given on an earlier text."""
    return [
        _("The verdict of %(agency)s on “%(section)s” was given on an earlier text.")
        % {"agency": row.agency.shown_short_name, "section": row.section}
        for row in validations_of(edition)
        if row.is_stale
    ]


def remarks_are_resolved(edition: Edition) -> list[str]:
    """Every remark is resolved."""
    count = Remark.objects.of_edition(edition).open().count()
    said = ngettext("%(count)s remark is not resolved.", "%(count)s remarks are not resolved.", count)
    return [said % {"count": count}] if count else []


def is_endorsed(edition: Edition) -> list[str]:
    """The edition is endorsed, with the texts as they are now."""
    endorsement = Endorsement.objects.in_force(edition)
    if endorsement is None:
        return [_("The edition is not endorsed.")]
    head = [_("The summary or the note on what changed was endorsed in earlier words.")]
    return (head if endorsement.is_head_stale(edition) else []) + [
        _("“%(section)s” was endorsed with an earlier text.") % {"section": section}
        for section in edition.sections.select_related("template").order_by("order")
        if endorsement.is_stale_for(section)
    ]


def is_translated(edition: Edition) -> list[str]:
    """Every written section has its text in each language of the regional i-Map, in step with its source."""
    return [*source_is_written(edition), *out_of_step(edition)]


CONDITIONS: dict[str, Condition] = {
    "has_a_text": has_a_text,
    "sources_are_there": sources_are_there,
    "source_is_written": source_is_written,
    "is_validated": is_validated,
    "verdicts_hold": verdicts_hold,
    "remarks_are_resolved": remarks_are_resolved,
    "is_endorsed": is_endorsed,
    "is_translated": is_translated,
}
