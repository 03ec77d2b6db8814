"""Writing records during a session. No verb here is told who writes: there is nothing it could do with it."""

import re
import unicodedata
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from imap.core.pagecache import forget_pages
from imap.core.translation import LANGUAGES
from meetings.models import AgendaItem, Meeting, Record, Session

State = Record.State
PARAGRAPH = "\n\n"
LONGEST = 4000  # characters of a text, in each language
NEW_LINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = "CZM"  # controls and formats, spaces, marks that need a letter
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs without ink
# Neither Word documents nor PDFs can hold them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Meanwhile(Exception):
    """Someone else changed or deleted the record since it was loaded. `record` is as it is now; nothing was overwritten."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record

    @property
    def in_words(self) -> str:
        if self.record.is_dropped:
            return _(
                "Someone else deleted this record meanwhile. It can still be brought back. Nothing was overwritten."
            )
        return _("Someone else changed this record meanwhile. Nothing was overwritten.")


@dataclass(frozen=True)
class Said:
    """What is kept of a record; the agenda item decides its session."""

    kind: str = Record.Kind.POINT
    session: Session | None = None
    item: AgendaItem | None = None
    texts: dict[str, str] = field(default_factory=dict)

    def put_on(self, record: Record) -> None:
        record.kind, record.item = self.kind, self.item
        record.session = self.item.session if self.item else self.session
        for language in LANGUAGES:
            setattr(record, f"text_{language}", self.texts.get(language, ""))


def hold(meeting: Meeting, *keys: uuid.UUID) -> dict[uuid.UUID, Record]:
    """These rows of the meeting, locked for the transaction in one order."""
    rows = Record.objects.select_for_update().filter(meeting=meeting, pk__in=keys)
    return {row.pk: row for row in rows.order_by("pk")}


def held(meeting: Meeting, key: uuid.UUID, fingerprint: str) -> Record:
    record = hold(meeting, key).get(key)
    if record is None:
        raise ValidationError(
            _("This record is gone: it was deleted for good. Copy what you typed into a new one.")
        )
    if record.fingerprint != fingerprint:
        raise Meanwhile(record)
    if record.state == State.RELEASED:
        raise ValidationError(_("A released record does not change. The secretariat withdraws it first."))
    return record


@transaction.atomic
def keep_record(*, meeting: Meeting, key: uuid.UUID, said: Said, fingerprint: str = "") -> Record:
    """A new record under the key that the browser drew, or a change of one. What is sent twice is kept once."""
    if not any(map(is_seen, said.texts.values())):
        raise ValidationError(_("Type something first."))
    if fingerprint:
        record = held(meeting, key, fingerprint)
    else:
        if (there := Record.objects.filter(pk=key).first()) is not None:
            return sent_before(there, meeting, said)
        last = Record.objects.filter(meeting=meeting).aggregate(last=Max("order"))["last"] or 0
        return write_new(Record(pk=key, meeting=meeting, order=last + 1), said)
    said.put_on(record)
    record.is_dropped = False
    record.save()
    return record


def write_new(record: Record, said: Said) -> Record:
    """Two windows may send the same line at once. No error is raised for that: its report would name the record and who sent it."""
    said.put_on(record)
    Record.objects.bulk_create([record], ignore_conflicts=True)
    return sent_before(Record.objects.get(pk=record.pk), record.meeting, said)


def sent_before(there: Record, meeting: Meeting, said: Said) -> Record:
    """Sent a second time since the answer got lost: the same text is the same record, another one is a question."""
    if there.meeting_id != meeting.pk:
        raise ValidationError(_("This record belongs to another meeting."))
    if there.texts != {language: said.texts.get(language, "") for language in LANGUAGES}:
        raise Meanwhile(there)
    return there


@transaction.atomic
def drop_record(*, meeting: Meeting, key: uuid.UUID, fingerprint: str) -> Record:
    """Out of the list; it can be brought back until the next release."""
    record = held(meeting, key, fingerprint)
    record.is_dropped = True
    record.save()
    return record


@transaction.atomic
def bring_back(*, meeting: Meeting, key: uuid.UUID) -> Record:
    record = hold(meeting, key).get(key)
    if record is None:
        raise ValidationError(
            _("This record is gone: it was deleted for good. Copy what you typed into a new one.")
        )
    record.is_dropped = False
    record.save()
    return record


@transaction.atomic
def move_record(*, meeting: Meeting, key: uuid.UUID, before: uuid.UUID | None) -> None:
    """Before another record, or to the end. Positions are numbered anew."""
    rows = list(Record.objects.select_for_update().filter(meeting=meeting).order_by("order", "id"))
    moved = next((row for row in rows if row.pk == key), None)
    if moved is None or before == key:
        return
    rows.remove(moved)
    at = next((number for number, row in enumerate(rows) if row.pk == before), len(rows))
    rows.insert(at, moved)
    for number, row in enumerate(rows, 1):
        row.order = number
    Record.objects.bulk_update(rows, ["order"])
    transaction.on_commit(forget_pages)


@transaction.atomic
def merge_records(
    *, meeting: Meeting, key: uuid.UUID, fingerprint: str, into: uuid.UUID, into_fingerprint: str
) -> Record:
    """The text of one goes below that of the other, in each language; the emptied one can be brought back."""
    hold(meeting, key, into)
    other, record = held(meeting, into, into_fingerprint), held(meeting, key, fingerprint)
    if other.pk == record.pk:
        raise ValidationError(_("There is no record before this one."))
    for language in LANGUAGES:
        both = [text for text in (other.texts[language], record.texts[language]) if text]
        if len(merged := PARAGRAPH.join(both)) > LONGEST:
            raise ValidationError(_("Together they are too long. Shorten one of them first."))
        setattr(other, f"text_{language}", merged)
    record.is_dropped = True
    other.save()
    record.save()
    return other


@transaction.atomic
def split_record(
    *, meeting: Meeting, key: uuid.UUID, fingerprint: str, language: str, at: int, new_key: uuid.UUID
) -> Record:
    """What stands after a place in one language becomes a record of its own, right after; other languages stay."""
    record = held(meeting, key, fingerprint)
    text = record.texts[language]
    first, second = tidy(text[:at]), tidy(text[at:])
    if not first or not second:
        raise ValidationError(_("Put the cursor where the second record begins."))
    setattr(record, f"text_{language}", first)
    record.save()
    if Record.objects.filter(pk=new_key).exists():
        raise ValidationError(_("It was not kept. Try again."))
    made = write_new(
        Record(pk=new_key, meeting=meeting, order=record.order),
        Said(record.kind, record.session, record.item, {language: second}),
    )
    following = Record.objects.filter(meeting=meeting, order__gt=record.order).order_by("order", "id").first()
    move_record(meeting=meeting, key=made.pk, before=following.pk if following else None)
    return made


def texts_from(given: dict[str, Any]) -> dict[str, str]:
    """The three texts of a cleaned form."""
    return {language: tidy(given.get(f"text_{language}") or "") for language in LANGUAGES}


def tidy(text: str) -> str:
    """One kind of line end, and nothing that no document can hold: what is pasted from elsewhere brings both."""
    clean = UNPRINTABLE.sub("", NEW_LINE.sub("\n", text)).strip()
    return clean if is_seen(clean) else ""


def is_seen(text: str) -> bool:
    """Whether anything stands there: spaces, marks of direction and joiners alone are an empty line."""
    return any(unicodedata.category(char)[0] not in UNSEEN and char not in BLANK for char in text)
