"""Roles, as data: what a person may do, over a regional i-Map or over one of its pillars."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """`over` says what the permissions are held over; they are guardian's object permissions on it."""

    label: str | Promise
    over: Literal["regional_map", "map_pillar"]
    permissions: frozenset[str]
    is_staff: bool = False


ROLES: dict[str, Role] = {
    "secretariat": Role(
        _("secretariat"),
        "regional_map",
        frozenset({"edit_regionalmap", "publish_regionalmap", "admit_regionalmap"}),
        is_staff=True,
    ),
    "head_of_secretariat": Role(
        _("head of the secretariat"),
        "regional_map",
        frozenset({"edit_regionalmap", "publish_regionalmap", "admit_regionalmap", "override_regionalmap"}),
        is_staff=True,
    ),
    "translator_ar": Role(
        _("translator into Arabic"), "regional_map", frozenset({"translate_ar_regionalmap"})
    ),
    "translator_en": Role(
        _("translator into English"), "regional_map", frozenset({"translate_en_regionalmap"})
    ),
    "translator_fr": Role(
        _("translator into French"), "regional_map", frozenset({"translate_fr_regionalmap"})
    ),
    "reader": Role(_("reader"), "map_pillar", frozenset({"read_mappillar"})),
    "focal_point": Role(
        _("national focal point"), "map_pillar", frozenset({"read_mappillar", "answer_mappillar"})
    ),
    "validator": Role(
        _("agency validator"), "map_pillar", frozenset({"read_mappillar", "validate_mappillar"})
    ),
}

ROLE_CHOICES = [(code, role.label) for code, role in ROLES.items()]
