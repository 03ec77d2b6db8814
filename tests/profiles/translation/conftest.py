"""An edition in translation of MTM's restricted pillar, written in English; translators into Arabic and into French."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.actions import admit
from accounts.models import User
from imap.core.richtext import sanitise
from profiles import actions
from profiles.actions.head import head_in, head_version
from profiles.models import Edition, Section, Translation
from profiles.models.translation import fingerprint, version_of
from tests import factories as make
from tests.conftest import World


@pytest.fixture
def draft(world: World) -> Any:
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, slug="at-work")
    edition = make.EditionFactory(profile=profile, state="translation")
    make.write_sections(edition, "marmalade", sections=1)
    Translation.objects.all().delete()  # it is not known from what they were made
    return edition


@pytest.fixture
def section(draft: Any, cast: dict[str, User | None]) -> Section:
    """Not translated yet."""
    Section.objects.filter(edition=draft).update(
        source_language="en", body_en="<p>Marmalade [1]</p>", body_fr="", body_ar=""
    )
    return Section.objects.get(edition=draft)


@pytest.fixture
def translator_fr(world: World, cast: dict[str, User | None]) -> User:
    user = make.UserFactory(email="translator.fr@example.org")
    admit(user=user, role="translator_fr", over=world.mtm, by=None)
    return user


def now(section: Section) -> Section:
    return Section.objects.get(pk=section.pk)


def asked(section: Section, language: str = "fr") -> dict[str, str]:
    """What the editor's form says beside the text."""
    section = now(section)
    own = Translation.objects.filter(section=section, language=language).first()
    return {"version": version_of(section, own, language), "seen": fingerprint(section.source_text)}


def to_translation(edition: Any) -> None:
    """The draft goes on to where translators work at it."""
    for state in ("validation", "endorsed", "translation"):
        Edition.objects.filter(pk=edition.pk).update(state=state)


def head_of(edition: Any, language: str = "fr", **words: str) -> dict[str, str]:
    """What the form of a summary says."""
    row = Edition.objects.get(pk=edition.pk)
    return {**head_in(row, language), "version": head_version(row, language), **words}


def translate(
    section: Section, text: str = "<p>Marmelade [1]</p>", language: str = "fr", by: Any = None, **said: str
) -> Translation:
    said = {**asked(section, language), **said}
    return actions.save_translation(section=section, language=language, text=text, by=by, **said)


def rewrite(section: Section, text: str = "<p>Marmalade and jam [1]</p>") -> None:
    """Somebody changes the source."""
    Section.objects.filter(pk=section.pk).update(body_en=sanitise(text))


@pytest.fixture
def of(
    client_of: Callable[..., Any], cast: dict[str, User | None], translator_fr: User
) -> Callable[..., Any]:
    """A client of someone of the cast, the translator into French among them."""
    cast["translator_fr"] = translator_fr
    return client_of
