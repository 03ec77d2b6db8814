"""Whether the rows of a list can be taken over: each fault with its place and its reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from imap.core.translation import LANGUAGES, OWN_NAMES, reading_language, texts_of
from meetings.delegation.sheet.layout import COLUMNS, folded
from meetings.delegation.sheet.read import Row
from meetings.models import Delegate, Invitation, Meeting
from meetings.models.meeting import INTERPRETED
from profiles.collection.workbook.read import CellFault


@dataclass
class Checked:
    """`ready`: what would be taken over, each with its invitation."""

    ready: list[tuple[Row, Invitation, dict[str, Any]]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


class Checker:
    """Of one meeting: its invitations, who is named already, and what the list itself has said so far."""

    def __init__(self, meeting: Meeting, invitations: list[Invitation]) -> None:
        self.invitations = {word: row for row in invitations for word in words_for(row)}
        active = list(Delegate.objects.active().filter(meeting=meeting))
        # Each with where it stands in the list; empty where the portal knows it already.
        self.seen = {f"email:{row.email.casefold()}": "" for row in active if row.email}
        for row in active:
            self.seen |= {f"name:{row.organisation_id}:{folded(name)}": "" for name in row.names}
        self.used = Counter(row.invitation_id for row in active)
        self.languages = {folded(word): code for code in LANGUAGES for word in (code, OWN_NAMES[code])}
        self.languages |= names_of(LANGUAGES)
        self.interpreted = names_of([code for code, _name in INTERPRETED])
        self.checked = Checked()

    def take(self, row: Row) -> None:
        faults = [*self.too_long(row), *self.empty(row), *self.nobody(row)]
        invitation = self.invitation_of(row, faults)
        details = self.details_of(row, faults)
        if invitation is not None:
            self.once(row, invitation, details, faults)
        if invitation is not None and not faults:  # who cannot be taken over takes no place either
            self.within_places(row, invitation, faults)
        self.checked.faults += faults
        if invitation is not None and not faults:
            self.checked.ready.append((row, invitation, details))

    def too_long(self, row: Row) -> list[CellFault]:
        words = _("This is longer than %(most)d letters.")
        return [
            row.fault(column.name, words % {"most": column.most})
            for column in COLUMNS
            if len(row.words.get(column.name, "")) > column.most
        ]

    def empty(self, row: Row) -> list[CellFault]:
        return [
            row.fault(column.name, _("This cell is empty, and it is needed."))
            for column in COLUMNS
            if column.is_needed and column.name in row.columns and not row.words[column.name]
        ]

    def nobody(self, row: Row) -> list[CellFault]:
        words = _("“%(words)s” is nobody’s name: it has no letter.")
        return [
            row.fault(column, words % {"words": typed[:80]})
            for column in ("name", "name_ar")
            if (typed := row.words.get(column, "")) and not any(map(str.isalpha, typed))
        ]

    def invitation_of(self, row: Row, faults: list[CellFault]) -> Invitation | None:
        typed = row.words.get("organisation", "")
        if not typed:
            return None
        found = self.invitations.get(folded(typed))
        if found is None:
            faults.append(
                row.fault("organisation", _("“%(name)s” is not among those invited.") % {"name": typed[:80]})
            )
        return found

    def details_of(self, row: Row, faults: list[CellFault]) -> dict[str, Any]:
        details = {column.name: row.words.get(column.name, "") for column in COLUMNS[1:]}
        if details["email"]:
            try:
                validate_email(details["email"])
            except ValidationError:
                words = _("“%(address)s” is no e-mail address.") % {"address": details["email"][:80]}
                faults.append(row.fault("email", words))
        default = reading_language()
        details["language"] = self.choice(row, "language", self.languages, default, faults)
        details["interpretation"] = self.choice(row, "interpretation", self.interpreted, "", faults)
        return details

    def choice(
        self, row: Row, column: str, known: dict[str, str], default: str, faults: list[CellFault]
    ) -> str:
        typed = row.words.get(column, "")
        if not typed:
            return default
        if folded(typed) not in known:
            faults.append(
                row.fault(column, _("“%(word)s” is no language that is offered here.") % {"word": typed[:80]})
            )
            return default
        return known[folded(typed)]

    def once(
        self, row: Row, invitation: Invitation, details: dict[str, Any], faults: list[CellFault]
    ) -> None:
        """No person twice: by address at the meeting, by name within a state."""
        keys = {
            "email": f"email:{details['email'].casefold()}",
            "name": f"name:{invitation.organisation_id}:{folded(details['name'])}",
            "name_ar": f"name:{invitation.organisation_id}:{folded(details['name_ar'])}",
        }
        if keys["name"] == keys["name_ar"]:
            del keys["name_ar"]
        for column, key in keys.items():
            if not details[column]:
                continue
            if key in self.seen:
                faults.append(row.fault(column, said_twice(details[column], self.seen[key])))
            self.seen.setdefault(key, f"{row.sheet}, {row.number}")

    def within_places(self, row: Row, invitation: Invitation, faults: list[CellFault]) -> None:
        self.used[invitation.pk] += 1
        if self.used[invitation.pk] > invitation.places:
            words = _("More delegates than places: %(name)s has %(places)d.")
            said = {"name": str(invitation.organisation), "places": invitation.places}
            faults.append(row.fault("organisation", words % said))


def said_twice(words: str, where: str) -> str:
    if not where:
        return _("“%(words)s” is named already for this meeting.") % {"words": words[:80]}
    return _("“%(words)s” stands in the list twice: first in %(where)s.") % {
        "words": words[:80],
        "where": where,
    }


def words_for(invitation: Invitation) -> set[str]:
    """A state goes by its codes and its names in three languages, an organisation by its code and names."""
    organisation = invitation.organisation
    known = {organisation.code, *texts_of(organisation, "name").values()}
    known |= set(texts_of(organisation, "short_name").values())
    if country := organisation.country:
        known |= {country.iso3, country.iso2}
        known |= {*texts_of(country, "name").values(), *texts_of(country, "un_name").values()}
    return {folded(word) for word in known if word}


def names_of(codes: Any) -> dict[str, str]:
    """Languages by code, by their own name and by their name in each language of the portal."""
    from babel import Locale

    known = {}
    for code in codes:
        words = {code}
        for language in {*LANGUAGES, code}:
            words.add(Locale(language).languages.get(code) or code)
        known |= {folded(word): code for word in words}
    return known


def check(
    meeting: Meeting, invitations: list[Invitation], rows: list[Row], found: Sequence[CellFault] = ()
) -> Checked:
    """`found`: faults of the reading. Of one cell the first is told."""
    checker = Checker(meeting, invitations)
    for row in rows:
        checker.take(row)
    told: dict[tuple[str, int, str], CellFault] = {}
    for fault in [*found, *checker.checked.faults]:
        told.setdefault((fault.sheet, fault.row, fault.column), fault)
    checker.checked.faults = sorted(told.values(), key=lambda fault: (fault.sheet, fault.row))
    return checker.checked
