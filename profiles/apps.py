from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "profiles"
    verbose_name = _("Profiles and places")

    def ready(self) -> None:
        from accounts.letters import register_kind
        from imap.core.links import register
        from profiles import receivers  # noqa: F401
        from profiles.actions.follow import DIGEST, NEW_EDITION, is_news_due
        from profiles.letters import KINDS as LETTERS
        from profiles.links import PLACES
        from profiles.still_wanted import DUE

        for kind, label in LETTERS.items():
            register_kind(kind, label, DUE[kind])
        register_kind(NEW_EDITION, _("new edition"), is_news_due)
        register_kind(DIGEST, _("digest of new editions"), is_news_due)
        for place in PLACES:
            register(place)
