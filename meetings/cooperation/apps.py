from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "meetings.cooperation"
    label = "cooperation"
    verbose_name = _("Cooperation")

    def ready(self) -> None:
        from accounts.letters import register_kind
        from meetings.cooperation import letters

        register_kind(letters.EXCHANGE, _("news of an expert exchange"), letters.is_exchange_wanted)
        register_kind(letters.REQUEST, _("news of a request for support"), letters.is_request_wanted)
