"""What the scripts of the translator's page say, in the language of the page."""

from typing import Any

from django.utils.translation import gettext as _

from imap.core.admin.words import editor_words
from imap.core.translation import OWN_NAMES, direction_of, reading_language


def page_words() -> dict[str, Any]:
    """What the page's scripts say."""
    return {
        "language": reading_language(),
        "direction": direction_of(reading_language()),
        "languages": OWN_NAMES,
        "editor": editor_words(),
        "keeping": _("Keeping what you typed …"),
        "kept": _("Kept at %s. Nobody else sees it until you are done."),
        "offline": _("No connection. What you type is kept in this browser and sent by itself later."),
        "signedOut": _("You are signed out. What you type is kept in this browser. Sign in again in another tab, then go on here: it is sent by itself."),
        "closed": _("This text is not open to you any more; its edition may be published by now. What was kept goes on in the next draft. Copy what you typed last."),
        "sourceChanged": _("The source text was changed just now. Keep your work and load this page again to see what changed."),
        "rendered": _("used"),
        "otherwise": _("rendered otherwise"),
    }  # fmt: skip
