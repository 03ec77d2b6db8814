"""Loading the demo's accounts: who they are, what role they hold, and their password."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress

from accounts.actions import admit
from accounts.models import Membership, Organisation, User
from imap.core.upsert import Tally, bring_up_to_date, upsert
from imap.portal.demo.files import texts
from imap.regions.models import MapPillar, RegionalMap

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without those that look alike


def load_cast(password: str | None) -> tuple[Tally, str | None]:
    """The accounts of `texts/cast.yaml`. Answers the password that was made up, if new accounts needed one.

    `password` is given to all of them; without one, accounts that exist keep theirs.
    """
    tally = Tally()
    made_up = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    rows = texts("cast")
    known = User.objects.filter(email__in=[row["email"] for row in rows]).count()
    users = {row["email"]: load_user(row, password, made_up, tally) for row in rows}
    admin = next(user for user in users.values() if user.is_superuser)
    for row in rows:
        for role in row.get("roles", []):
            load_role(users[row["email"]], role, admin, tally)
    return tally, made_up if known < len(rows) and not password else None


def load_user(row: dict[str, Any], password: str | None, made_up: str, tally: Tally) -> User:
    code = row.get("organisation")
    values = {
        "name": row["name"],
        "preferred_language": row["language"],
        "organisation": Organisation.objects.get(code=code) if code else None,
    }
    user = User.objects.filter(email=row["email"]).first()
    if user is None:
        make = User.objects.create_superuser if row.get("superuser") else User.objects.create_user
        user = make(row["email"], password or made_up, **values)
        tally.created += 1
    else:
        bring_up_to_date(user, tally, **values)
        renew_password(user, password, tally)
    upsert(EmailAddress, tally, key={"user": user, "email": user.email}, verified=True, primary=True)
    return user


def renew_password(user: User, password: str | None, tally: Tally) -> None:
    if password and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
        tally.updated += 1


def load_role(user: User, row: dict[str, str], admin: User, tally: Tally) -> Membership:
    nominated_by = row.get("nominated_by")
    before = user.memberships.count()
    membership = admit(
        user=user,
        role=row["role"],
        over=held_over(row["over"]),
        by=admin,
        nominated_by=Organisation.objects.get(code=nominated_by) if nominated_by else None,
    )
    if user.memberships.count() > before:
        tally.created += 1
    else:
        tally.kept += 1
    return membership


def held_over(name: str) -> RegionalMap | MapPillar:
    """`mtm` is a regional i-Map, `mtm/I` the pair of it and a pillar."""
    slug, _slash, numeral = name.partition("/")
    if not numeral:
        return RegionalMap.objects.get(slug=slug)
    return MapPillar.objects.get(regional_map__slug=slug, pillar__numeral=numeral)


def secretary_of(regional_map: RegionalMap) -> User | None:
    """Who publishes in the demo: a person of the map's secretariat."""
    return User.objects.filter(
        memberships__group__role_group__role="secretariat",
        memberships__group__role_group__regional_map=regional_map,
    ).first()
