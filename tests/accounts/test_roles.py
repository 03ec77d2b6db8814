"""Roles are data: groups that were made before a role came to give more are completed by `migrate`."""

import pytest
from django.core.management import call_command
from guardian.shortcuts import remove_perm

from accounts.access import can, role_group


@pytest.mark.django_db
def test_migrating_completes_the_groups_that_there_are(world, cast):
    group = role_group("focal_point", world.mtm_irregular).group
    remove_perm("regions.answer_mappillar", group, world.mtm_irregular)
    assert not can(cast["focal_mar"], "regions.answer_mappillar", world.mtm_irregular)
    for _run in range(2):
        call_command("migrate", "accounts", verbosity=0)
    assert can(cast["focal_mar"], "regions.answer_mappillar", world.mtm_irregular)


def test_a_head_may_do_what_a_secretariat_may_and_override(world, cast):
    from accounts.roles import ROLES

    assert ROLES["head_of_secretariat"].permissions - ROLES["secretariat"].permissions == {
        "override_regionalmap"
    }
    assert not can(cast["secretariat"], "regions.override_regionalmap", world.mtm)
