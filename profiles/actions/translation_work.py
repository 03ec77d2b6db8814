"""A translation in progress: taken up, kept as it is typed, apart from the section, and given up."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from imap.core.richtext import sanitise
from profiles.actions.translating import Held, hold, must_be_seen
from profiles.models import Section, SectionVersion, Translation
from profiles.models.translation import fingerprint


@transaction.atomic
def start(*, section: Section, language: str, by: User | None) -> Translation:
    """Take a section up: others see with whom it is in progress."""
    held = hold(section, language)
    if not held.translation.is_in_progress:
        begin_work(held, held.newest, by)
    return held.translation


@transaction.atomic
def keep_work(
    *, section: Section, language: str, text: str, version: str, seen: str, by: User | None
) -> Translation:
    """What was typed so far, kept apart from the section. `seen` is the fingerprint of the source before the author."""
    held = hold(section, language)
    text = sanitise(text)
    must_be_seen(held, version, text)
    if text == held.newest:
        return held.translation
    begin_work(held, text, by, is_present=seen == fingerprint(held.source))
    return held.translation


def begin_work(held: Held, text: str, by: User | None, is_present: bool = True) -> None:
    own = held.translation
    own.state, own.working_text = Translation.State.IN_PROGRESS, text
    own.working_by, own.working_at = by, timezone.now()
    if is_present or not own.working_source:
        own.working_source = held.source
    own.version += 1
    own.save()


@transaction.atomic
def drop_work(*, section: Section, language: str, version: str, by: User | None) -> Translation:
    """Give up what is in progress; the section keeps the text that it has."""
    held = hold(section, language)
    must_be_seen(held, version, "")
    end_work(held.translation)
    held.translation.save()
    return held.translation


def end_work(own: Translation) -> None:
    own.state = Translation.State.REVIEWED if own.reviewed_text else Translation.State.NONE
    own.working_text = own.working_source = ""
    own.working_by = own.working_at = None
    own.version += 1


@transaction.atomic
def take_up_version(*, section: Section, version: SectionVersion, by: User | None) -> Translation:
    """An earlier text stands in the editor again, as work in progress; the work that stood there is kept as a version."""
    held = hold(section, version.language)
    if held.newest == version.text:
        return held.translation
    if held.translation.is_in_progress:
        SectionVersion.objects.create(
            section=section, language=version.language, text=held.newest, kind=SectionVersion.Kind.SAVE,
            saved_by=held.translation.working_by,
        )  # fmt: skip
    begin_work(held, version.text, by, is_present=False)
    return held.translation
