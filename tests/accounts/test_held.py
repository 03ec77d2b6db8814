"""`objects_for` gives the rows that guardian's own shortcut gives, for everyone and every permission that is asked for."""

import pytest
from guardian.shortcuts import get_objects_for_user

from accounts.access import grant, is_admitted_at_all, objects_for, revoke
from accounts.actions import admit
from accounts.models import User
from imap.regions.models import MapPillar, RegionalMap
from profiles.models import Profile
from tests.conftest import CAST

ASKED = [
    ("regions.edit_regionalmap", RegionalMap),
    ("regions.admit_regionalmap", RegionalMap),
    ("regions.read_mappillar", MapPillar),
    ("profiles.read_profile", Profile),
]


@pytest.mark.parametrize("who", [name for name in CAST if name != "anonymous"])
@pytest.mark.parametrize(("permission", "model"), ASKED)
def test_the_same_rows_as_guardians_shortcut(who, permission, model, cast, restricted, public):
    user = cast[who]
    grant("profiles.read_profile", cast["reader_alb"], restricted)
    grant("profiles.read_profile", user.groups.first() or cast["prague"], public)
    theirs = get_objects_for_user(user, permission, model, accept_global_perms=False)
    assert set(objects_for(user, permission, model)) == set(theirs)


def test_a_grant_counts_until_it_is_taken_back(cast, restricted):
    user = cast["reader_alb"]
    grant("profiles.read_profile", user, restricted)
    assert objects_for(user, "profiles.read_profile", Profile).contains(restricted)
    revoke("profiles.read_profile", user, restricted)
    assert not objects_for(user, "profiles.read_profile", Profile).exists()


def test_a_permission_of_one_kind_opens_nothing_of_another(cast, restricted):
    """Keys of different tables may be equal: the permission's own table decides."""
    grant("profiles.read_profile", cast["nobody"], restricted)
    assert not objects_for(cast["nobody"], "regions.read_mappillar", MapPillar).exists()
    assert not objects_for(cast["nobody"], "regions.edit_regionalmap", RegionalMap).exists()


@pytest.mark.parametrize("loss", ["is_active", "second factor"])
def test_who_is_not_admitted_holds_nothing(loss, cast, world):
    user: User = cast["reader_nga"]
    admit(user=user, role="secretariat", over=world.mtm, by=None)
    if loss == "is_active":
        user.is_active = False
    else:
        user.lacks_second_factor = True
    assert not is_admitted_at_all(user)
    assert not objects_for(user, "regions.edit_regionalmap", RegionalMap).exists()
