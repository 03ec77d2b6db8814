from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "imap.library"
    label = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from imap.library import receivers  # noqa: F401
