"""What the admin pages of every app share. Who may see and change a row is decided in `accounts.admin.scope`."""

from imap.core.admin.base import (
    PortalAdmin,
    PortalStackedInline,
    PortalTabularInline,
    PublicVocabularyAdmin,
    VocabularyInline,
)
from imap.core.admin.fields import SameMapForm, in_three_languages, not_taken, offer
from imap.core.admin.filters import ScopedFilter
from imap.core.admin.geometry import LineField, PointField
from imap.core.admin.richtext import RichTextField

__all__ = [
    "LineField",
    "PointField",
    "PortalAdmin",
    "PortalStackedInline",
    "PortalTabularInline",
    "PublicVocabularyAdmin",
    "RichTextField",
    "SameMapForm",
    "ScopedFilter",
    "VocabularyInline",
    "in_three_languages",
    "not_taken",
    "offer",
]
