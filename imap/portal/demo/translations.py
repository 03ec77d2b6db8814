"""An edition whose translations stand in every state, for translators to work on."""

from typing import Any

from accounts.models import User
from imap.core.upsert import Tally
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.files import texts
from profiles.actions import begin_edition, keep_work, mark_reviewed
from profiles.models import Edition, Profile, Section, Translation
from profiles.models.translation import fingerprint, source_of, text_in, version_of


def load_translations() -> Tally:
    """Made once; what people did with it since is theirs."""
    plan, tally = texts("translations"), Tally()
    profile = profile_of(plan["profile"])
    if profile.editions.filter(label=plan["label"]).exists() or not profile.editions.exists():
        tally.kept += 1
        return tally
    by = secretary_of(profile.regional_map)
    edition = begin_edition(profile=profile, label=plan["label"], as_of=plan["as_of"], by=by)
    for code, added in plan["added_to_source"].items():
        change_source(edition.sections.get(code=code), added)
    take_up(edition, plan["in_progress"])
    for language in plan["reviewed"]["languages"]:
        section = edition.sections.get(code=plan["reviewed"]["section"])
        if by:
            mark_reviewed(section=section, language=language, by=by, is_secretariat=True)
    tally.created += 1
    return tally


def profile_of(key: str) -> Profile:
    """`mtm/II/country-lbn`: the regional i-Map, the pillar, the country."""
    regional_map, pillar, place = key.split("/")
    return Profile.objects.get(
        regional_map__slug=regional_map,
        pillar__numeral=pillar,
        country__iso3=place.removeprefix("country-").upper(),
    )


def change_source(section: Section, added: str) -> None:
    column = f"body_{section.source_language}"
    setattr(section, column, getattr(section, column) + "\n" + added)
    section.save(update_fields=[column])


def take_up(edition: Edition, plan: dict[str, Any]) -> None:
    section, language = edition.sections.get(code=plan["section"]), plan["language"]
    own = Translation.objects.filter(section=section, language=language).first()
    keep_work(
        section=section,
        language=language,
        text=text_in(section, language) + "\n" + plan["added"],
        version=version_of(section, own, language),
        seen=fingerprint(source_of(section)),
        by=User.objects.filter(email=plan["by"]).first(),
    )
