from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "imap.regions"
    label = "regions"
    verbose_name = _("Regional i-Maps and countries")
