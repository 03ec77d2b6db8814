from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "imap.core"
    label = "core"
