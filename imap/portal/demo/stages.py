"""An edition at each stage of its life, taken there by the people of the demo, step by step."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from accounts.models import User
from imap.core.clock import moments
from imap.core.translation import LANGUAGES
from imap.core.upsert import Tally
from imap.portal.demo.translations import be_at_work, change_sources
from profiles.actions import (
    begin_edition,
    give_verdict,
    note_written,
    publish,
    say,
    take_review,
    take_step,
    texts_changed,
    withdraw,
)
from profiles.actions.validation import mark_of
from profiles.models import Edition, Profile, Validation

LABEL, AS_OF = "2013", date(2013, 6, 30)
ADDED = {
    "ar": "<p>تضيف هذه الطبعة ما كان معروفاً حتى 30 حزيران/يونيو 2013.</p>",
    "en": "<p>This edition adds what was known by 30 June 2013.</p>",
    "fr": "<p>Cette édition ajoute ce que l’on savait au 30 juin 2013.</p>",
}
BY_LETTER = "Letter received by the secretariat (demonstration)."


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def load_stages() -> Tally:
    """Begun once: an edition that is there is left as people made it."""
    tally = Tally()
    for slug, stage in STAGES.items():
        profile = Profile.objects.get(regional_map__slug="mtm", slug=slug)
        if not profile.editions.current().exists() or profile.editions.filter(label=LABEL).exists():  # type: ignore[attr-defined]
            tally.kept += 1
            continue
        stage(begun(profile))
        tally.created += 1
    return tally


def begun(profile: Profile) -> Edition:
    """The next edition, with a sentence more in its first written section."""
    edition = begin_edition(profile=profile, label=LABEL, as_of=AS_OF, by=person("secretariat"))
    add_sentence(edition)
    return edition


def add_sentence(edition: Edition, code: str = "") -> None:
    sections = edition.sections.select_related("template").exclude(body_en="").order_by("order")
    section = sections.filter(code=code).first() if code else sections.first()
    assert section is not None
    for language in LANGUAGES:
        setattr(section, f"body_{language}", getattr(section, f"body_{language}") + ADDED[language])
    section.save()
    note_written(section=section, languages=LANGUAGES, by=person("secretariat"))


def step(edition: Edition, name: str, by: str = "secretariat", note: str = "", **more: object) -> None:
    take_step(edition=edition, step=name, by=person(by), note=note, **more)  # type: ignore[arg-type]


def send(edition: Edition, days: int = 10) -> None:
    step(edition, "send_for_validation", due_on=date.today() + timedelta(days=days))


def decide(row: Validation, by: str, verdict: str = "confirmed", remark: str = "") -> None:
    row = Validation.objects.get(pk=row.pk)
    stands_in = by == "secretariat"
    if not stands_in:
        take_review(validation=row, by=person(by))
    give_verdict(
        validation=row, by=person(by), verdict=verdict, mark=mark_of(row.section), remark=remark,
        language="en", on_behalf=BY_LETTER if stands_in else "",
    )  # fmt: skip


VALIDATORS = {"UNHCR": "unhcr", "FRONTEX": "frontex", "IOM": "iom"}


def of_edition(edition: Edition) -> list[Validation]:
    rows = Validation.objects.filter(section__edition=edition).select_related("agency", "section")
    return list(rows.order_by("section__order", "agency__code"))


def all_confirm(edition: Edition) -> None:
    """Agencies whose people have an account give their verdict; the others answered by letter."""
    for row in of_edition(edition):
        decide(row, VALIDATORS.get(row.agency.code, "secretariat"))


def in_draft(edition: Edition) -> None:
    say(
        edition=edition,
        by=person("secretariat"),
        text="Ask the focal point for the figures of 2013.",
        language="en",
    )


def in_validation(edition: Edition) -> None:
    """Agencies at different points: confirmed by letter, a change asked for, given on an earlier text, taken and still to
    give, overdue, and nobody there."""
    send(edition)
    rows = {(row.agency.code, row.section.code): row for row in of_edition(edition)}
    decide(rows["EUROPOL", "smuggling_trafficking"], "secretariat")
    take_review(validation=rows["IOM", "return"], by=person("iom"))
    decide(rows["FRONTEX", "detection"], "frontex")
    remark = "The number of places is of 2011. Please use the figure of 2013."
    decide(rows["UNHCR", "reception"], "unhcr", "change", remark)
    Validation.objects.filter(pk=rows["UNHCR", "asylum"].pk).update(due_on=date.today() - timedelta(days=4))
    add_sentence(edition, "detection")
    texts_changed(edition=edition, by=person("secretariat"))


def to_be_endorsed(edition: Edition) -> None:
    send(edition)
    all_confirm(edition)


def to_be_endorsed_in_arabic(edition: Edition) -> None:
    """Written in the state's own language; the agencies read its English beside it."""
    edition.sections.update(source_language="ar")
    for section in edition.sections.all():
        note_written(section=section, languages=LANGUAGES, by=person("secretariat"))
    to_be_endorsed(edition)


def endorsed(edition: Edition) -> None:
    to_be_endorsed(edition)
    step(edition, "endorse", "focal.sen")


def endorsed_by_letter(edition: Edition) -> None:
    to_be_endorsed(edition)
    step(edition, "endorse", note=BY_LETTER)


def in_translation(edition: Edition) -> None:
    """Its translations stand in every state."""
    change_sources(edition)
    endorsed_by_letter(edition)
    step(edition, "start_translation")
    be_at_work(edition, by=person("secretariat"))


def ready(edition: Edition) -> None:
    endorsed_by_letter(edition)
    step(edition, "start_translation")
    step(edition, "make_ready")


def scheduled(edition: Edition) -> None:
    ready(edition)
    at_ten = datetime.combine(date.today() + timedelta(days=30), time(10))
    step(edition, "schedule", publish_at=moments(at_ten)[0])


def withdrawn(edition: Edition) -> None:
    """The new edition is out; the one before was taken from readers."""
    earlier = Edition.objects.current().get(profile=edition.profile)
    publish(edition=edition, by=None, on=date.today(), override="Loaded with the demo's content.")
    earlier.refresh_from_db()
    withdraw(
        edition=earlier, by=person("secretariat"), reason="A figure was of another place; corrected in 2013."
    )


SECOND = "migration-and-development"
STAGES: dict[str, Callable[[Edition], None]] = {
    f"egypt-{SECOND}": in_draft,
    "niger-irregular-and-mixed-migration": in_validation,
    "morocco-irregular-and-mixed-migration": to_be_endorsed_in_arabic,
    f"senegal-{SECOND}": endorsed,
    f"lebanon-{SECOND}": in_translation,
    f"ghana-{SECOND}": ready,
    f"tunisia-{SECOND}": scheduled,
    "sebha-hub": withdrawn,
}
