"""One section beside its translation: all that the translator's page shows of them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.core.difference import difference_of
from imap.core.richtext import CITATION
from imap.core.translation import OWN_NAMES, Text, direction_of, listed
from profiles.actions.translating import Meanwhile, SourceChanged, newest
from profiles.models import Edition, Section, Translation, TranslationState
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint, state_in, text_in, version_of
from profiles.translation.terms import FoundTerm, terms_of
from profiles.translation.work import Neighbours, neighbours


@dataclass
class Desk:
    """`clash` and `changed` hold what stood in the way of the last attempt to save, and `typed` what was tried."""

    section: Section
    language: str
    user: Reader
    is_secretariat: bool = False
    typed: str | None = None
    clash: Meanwhile | None = None
    changed: SourceChanged | None = None
    errors: list[str] = field(default_factory=list)

    @cached_property
    def translation(self) -> Translation | None:
        rows = Translation.objects.select_related("translated_by", "reviewed_by", "working_by")
        return rows.filter(section=self.section, language=self.language).first()

    @property
    def edition(self) -> Edition:
        return self.section.edition

    @property
    def source(self) -> Text:
        language = self.section.source_language
        return Text(mark_safe(self.section.source_text), language, language)  # sanitised when it was saved

    @cached_property
    def text(self) -> str:
        """What stands in the editor."""
        return self.typed if self.typed is not None else newest(self.section, self.translation, self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def language_name(self) -> str:
        return OWN_NAMES[self.language]

    @property
    def version(self) -> str:
        return version_of(self.section, self.translation, self.language)

    @property
    def seen(self) -> str:
        return fingerprint(self.section.source_text)

    @cached_property
    def state(self) -> str:
        return state_in(self.section, self.language)

    @property
    def state_in_words(self) -> Any:
        return TranslationState(self.state).label

    @property
    def is_final(self) -> bool:
        """Once given, the text stays: the edition is published already."""
        return not is_translatable(self.edition)

    @cached_property
    def terms(self) -> list[FoundTerm]:
        return terms_of(self.section.source_text, self.section.source_language, self.text, self.language)

    @cached_property
    def neighbours(self) -> Neighbours:
        return neighbours(self.user, self.section, self.language)

    @property
    def made_from(self) -> str:
        """The source that the text in the editor began with; empty where that is not known."""
        own = self.translation
        return (own.working_source or own.source_text) if own else ""

    @property
    def source_difference(self) -> SafeString | str:
        """What changed in the source since; empty where nothing did."""
        before = self.changed.before if self.changed else self.made_from
        now = self.section.source_text
        return difference_of(before, now) if before and before != now else ""

    @property
    def is_unrecorded(self) -> bool:
        return self.state == TranslationState.OUT_OF_STEP and not self.made_from

    @cached_property
    def earlier(self) -> SafeString:
        """The translation until now: the section's own while another is in progress, or that of the last edition."""
        own = text_in(self.section, self.language)
        if own and own != self.text:
            return mark_safe(own)
        before = Section.objects.filter(
            edition__profile=self.edition.profile_id,
            code=self.section.code,
            edition__number__lt=self.edition.number,
        ).order_by("-edition__number")
        before = before.exclude(edition__state=Edition.State.WITHDRAWN)
        texts = (text_in(row, self.language) for row in before[:3])
        return mark_safe(next((text for text in texts if text and text != self.text), ""))

    @property
    def review_is_of_another_text(self) -> bool:
        own = self.translation
        return bool(own and own.reviewed_text and own.reviewed_text != text_in(self.section, self.language))

    @property
    def can_be_reviewed(self) -> bool:
        own = self.translation
        is_own = own is not None and own.translated_by_id is not None and own.translated_by_id == self.user.pk
        return (
            self.state == TranslationState.IN_STEP
            and (self.is_secretariat or not is_own)
            and not self.is_final
        )

    @property
    def remarks(self) -> list[str]:
        """What to look at again before it is done; none of it keeps anybody from saving."""
        return citation_remarks(self.section.source_text, self.text) if self.text else []

    @property
    def clash_difference(self) -> SafeString | str:
        return difference_of(self.clash.theirs, self.text) if self.clash else ""

    @property
    def address(self) -> str:
        return reverse("translations:section", args=[self.section.pk, self.language])


def citation_remarks(source: str, text: str) -> list[str]:
    """The same sources are cited in every language."""
    there, here = set(CITATION.findall(source)), set(CITATION.findall(text))
    said = []
    if lost := sorted(there - here, key=int):
        said.append(_("Cited in the source, but not here: %s.") % in_brackets(lost))
    if more := sorted(here - there, key=int):
        said.append(_("Cited here, but not in the source: %s.") % in_brackets(more))
    return said


def in_brackets(numbers: list[str]) -> str:
    return listed(f"[{number}]" for number in numbers)


def told(met: Meanwhile, language: str) -> dict[str, Any]:
    """Another's text, as the page's script shows it beside one's own."""
    context = {
        "clash": met,
        "difference": difference_of(met.theirs, met.mine),
        "language": language,
        "direction": direction_of(language),
    }
    beside = render_to_string("workspace/translations/theirs.html", context)
    return {"theirs": met.theirs, "version": met.version, "beside": beside}
