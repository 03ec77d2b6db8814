"""Who reads a profile: the rule itself, on the querysets that every door starts from."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.access import grant
from imap.regions.models import RegionalMap
from profiles.models import Edition, Profile, Section, Source
from tests.conftest import CAST

READS_MTM_PILLAR_I = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}


def person(cast, who):
    return cast[who] or AnonymousUser()


@pytest.mark.parametrize("who", CAST)
def test_a_restricted_profile_is_read_by_those_admitted(who, cast, restricted):
    user = person(cast, who)
    reads = who in READS_MTM_PILLAR_I
    assert Profile.objects.visible_to(user).contains(restricted) is reads
    assert Edition.objects.visible_to(user).filter(profile=restricted).exists() is reads
    assert Section.objects.visible_to(user).filter(body_en__contains="marmalade").exists() is reads
    assert Source.objects.visible_to(user).filter(title__contains="marmalade").exists() is reads


@pytest.mark.parametrize("who", CAST)
def test_a_public_profile_is_read_by_everyone(who, cast, public):
    assert Profile.objects.visible_to(person(cast, who)).contains(public)


def test_a_named_profile_is_closed_to_the_pillars_readers_and_opened_by_a_grant(cast, restricted):
    restricted.audience = Profile.Audience.NAMED
    restricted.save()
    assert not Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)
    grant("profiles.read_profile", cast["reader_alb"], restricted)
    assert Profile.objects.visible_to(cast["reader_alb"]).contains(restricted)


def test_an_unlisted_profile_shows_its_card_to_its_readers_only(cast, restricted):
    restricted.is_unlisted = True
    restricted.save()
    assert not Profile.objects.on_lists_of(AnonymousUser()).contains(restricted)
    assert not Profile.objects.on_lists_of(cast["reader_alb"]).contains(restricted)
    assert Profile.objects.on_lists_of(cast["reader_nga"]).contains(restricted)


@pytest.mark.parametrize("who", CAST)
def test_an_unlisted_profile_of_a_public_pillar_is_read_by_those_admitted_to_it(who, cast, public):
    public.is_unlisted = True
    public.save()
    user, reads = person(cast, who), who in {"secretariat", "admin"}
    assert public.is_public is False
    assert Profile.objects.on_lists_of(user).contains(public) is reads
    assert Profile.objects.visible_to(user).contains(public) is reads
    assert Edition.objects.visible_to(user).filter(profile=public).exists() is reads
    assert Section.objects.visible_to(user).filter(body_en__contains="daylight").exists() is reads
    assert Source.objects.visible_to(user).filter(title__contains="daylight").exists() is reads


def test_without_the_second_factor_nothing_restricted_is_read(cast, restricted):
    cast["reader_nga"].lacks_second_factor = True
    assert not Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)


def test_drafts_are_seen_by_their_editors_only(cast, restricted):
    from tests.factories import EditionFactory

    draft = EditionFactory(profile=restricted, number=2)
    assert Edition.objects.visible_to(cast["secretariat"]).contains(draft)
    assert not Edition.objects.visible_to(cast["reader_nga"]).contains(draft)
    assert not Edition.objects.visible_to(cast["prague"]).contains(draft)


def test_a_regional_map_that_is_taken_offline_is_read_by_its_staff_only(
    cast, client_of, world, restricted, public
):
    grant("profiles.read_profile", cast["reader_alb"], restricted)
    RegionalMap.objects.filter(pk=world.mtm.pk).update(is_public=False)
    for who in ("anonymous", "reader_nga", "reader_alb", "focal_mar", "prague"):
        assert not Profile.objects.visible_to(person(cast, who)).filter(regional_map=world.mtm).exists()
        client = client_of(who)
        for path in ("/api/v1/editions/", "/api/v1/sources/", "/api/v1/profiles/"):
            answer = client.get(path).content.decode()
            assert "marmalade" not in answer
            assert "daylight" not in answer
        assert "<mark>" not in client.get("/en/search/?q=marmalade").content.decode()
    assert Profile.objects.visible_to(cast["secretariat"]).contains(restricted)
