"""Translations in every state, for translators to work on: in the edition that is in translation."""

from typing import Any

from accounts.models import User
from imap.portal.demo.files import texts
from profiles.actions import keep_work, mark_reviewed
from profiles.models import Edition, Section, Translation
from profiles.models.translation import fingerprint, text_in, version_of


def change_sources(edition: Edition) -> None:
    """Sentences that are in the source only."""
    for code, added in texts("translations")["added_to_source"].items():
        section = edition.sections.get(code=code)
        column = f"body_{section.source_language}"
        setattr(section, column, getattr(section, column) + "\n" + added)
        section.save(update_fields=[column])


def be_at_work(edition: Edition, by: User) -> None:
    """One text is not translated yet, one is in progress, one was read by the secretariat."""
    plan = texts("translations")
    leave_out(edition, **plan["missing"])
    take_up(edition, plan["in_progress"])
    section = edition.sections.get(code=plan["reviewed"]["section"])
    for language in plan["reviewed"]["languages"]:
        mark_reviewed(section=section, language=language, by=by, is_secretariat=True)


def leave_out(edition: Edition, section: str, language: str) -> None:
    rows = Section.objects.filter(edition=edition, code=section)
    Translation.objects.filter(section__in=rows, language=language).delete()
    rows.update(**{f"body_{language}": ""})


def take_up(edition: Edition, plan: dict[str, Any]) -> None:
    section, language = edition.sections.get(code=plan["section"]), plan["language"]
    own = Translation.objects.filter(section=section, language=language).first()
    keep_work(
        section=section,
        language=language,
        text=text_in(section, language) + "\n" + plan["added"],
        version=version_of(section, own, language),
        seen=fingerprint(section.source_text),
        by=User.objects.filter(email=plan["by"]).first(),
    )
