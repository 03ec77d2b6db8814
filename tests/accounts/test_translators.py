"""Translators hold one language; who translated before goes on in the language they prefer."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from accounts.access import objects_for
from accounts.models import Membership, RoleGroup
from imap.regions.models import RegionalMap
from profiles.models.translatable import languages_of
from tests import factories as make

migration = import_module("accounts.migrations.0008_translators_by_language")


@pytest.mark.parametrize(
    ("who", "languages"),
    [
        ("translator_ar", ["ar"]),
        ("secretariat", ["ar", "en", "fr"]),
        ("prague", []),
        ("reader_nga", []),
        ("nobody", []),
        ("admin", ["ar", "en", "fr"]),
    ],
)
def test_a_translator_writes_one_language(who, languages, cast, world):
    assert languages_of(cast[who], world.mtm) == languages


def test_without_the_second_factor_none(cast, world):
    cast["translator_ar"].lacks_second_factor = True
    assert languages_of(cast["translator_ar"], world.mtm) == []


def test_the_translators_of_before_keep_the_language_that_they_prefer(world, cast):
    group = Group.objects.create(name=f"translator:{world.mtm.pk}")
    RoleGroup.objects.create(group=group, role="translator", regional_map=world.mtm)
    one, other = (make.UserFactory(preferred_language=code) for code in ("fr", "ar"))
    for user in (one, other):
        Membership.objects.create(user=user, group=group)
    kind = Permission.objects.get(codename="translate_fr_regionalmap").content_type
    Permission.objects.create(codename="translate_regionalmap", content_type=kind, name="all of them")
    migration.by_language(apps, None)
    assert languages_of(one, world.mtm) == ["fr"]
    assert languages_of(other, world.mtm) == ["ar"]
    assert list(objects_for(one, "regions.translate_fr_regionalmap", RegionalMap)) == [world.mtm]
    assert not RoleGroup.objects.filter(role="translator").exists()
    assert not Permission.objects.filter(codename="translate_regionalmap").exists()
