"""What people are told about the editions that they work on. A letter names the profile and its headings, never a text."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions import post
from accounts.models import Organisation, User
from profiles import people
from profiles.models import Edition, Endorsement, Section, Validation

KINDS: dict[str, str | Promise] = {
    "validation_asked": _("sections to validate"),
    "validation_again": _("sections to look at again"),
    "validation_due": _("reminder of a validation"),
    "endorsement_asked": _("an edition to endorse"),
    "endorsement_again": _("an edition to endorse again"),
    "verdict_given": _("verdict of an agency"),
    "edition_endorsed": _("endorsement"),
    "edition_returned": _("return of an edition"),
    "translation_asked": _("texts to translate"),
    "translation_again": _("texts that changed after they were translated"),
    "schedule_failed": _("a publication that did not take place"),
}


def send(kind: str, key: str, to: Iterable[User], edition: Edition, address: str, **context: object) -> None:
    """One letter a person; `key` names the occasion, so that nobody is told twice (`profiles.still_wanted` reads it)."""
    for person in to:
        post(
            to=person, kind=kind, key=f"edition:{edition.pk}:{key}:{person.pk}",
            regional_map=edition.profile.regional_map,
            context={"edition": edition, "profile": edition.profile, "address": address, **context},
        )  # fmt: skip


def desk_of(edition: Edition) -> str:
    return reverse("workspace:desk", args=[edition.pk])


def to_agency(
    kind: str, key: str, agency: Organisation, edition: Edition, rows: list[Validation], due_on: date
) -> None:
    """To the colleague who took the review, or to all who could."""
    colleagues = set(people.validators_of(agency, edition))
    takers = {row.taken_by for row in rows if row.taken_by}
    address = reverse("workspace:validations")
    send(
        kind, f"{key}:{agency.pk}", takers & colleagues or colleagues, edition, address, due_on=due_on,
        sections=[row.section for row in rows], is_overdue=due_on < date.today(),
    )  # fmt: skip


def ask_for_endorsement(edition: Edition, occasion: object) -> None:
    """To the state's focal points; to the secretariat where there is none."""
    address = reverse("workspace:endorse", args=[edition.pk])
    key = f"endorsement-asked:{occasion}"
    send("endorsement_asked", key, people.who_endorse(edition), edition, address)


def ask_for_endorsement_again(edition: Edition, endorsement: Endorsement) -> None:
    address = reverse("workspace:endorse", args=[edition.pk])
    key = f"endorsement-again:{endorsement.pk}"
    send("endorsement_again", key, people.who_endorse(edition), edition, address)


def to_translators(kind: str, key: str, edition: Edition, language: str, sections: Iterable[Section]) -> None:
    """To all who translate into the language for the map."""
    address = reverse("translations:edition", args=[edition.pk])
    send(
        kind, f"{key}:{language}", people.translators_of(edition, language), edition, address,
        translated_into=language, sections=list(sections),
    )  # fmt: skip


def tell_secretariat(
    kind: str, key: str, edition: Edition, *, but: User | None = None, **context: object
) -> None:
    to = people.secretariat_of(edition).exclude(pk=but.pk if but else None)
    send(kind, key, to, edition, desk_of(edition), **context)
