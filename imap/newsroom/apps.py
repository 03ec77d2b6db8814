from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "imap.newsroom"
    label = "newsroom"
    verbose_name = _("News Centre")

    def ready(self) -> None:
        from accounts.letters import register_kind
        from imap.core.links import register
        from imap.newsroom.actions.subscription import DIGEST, IMMEDIATE, is_news_due
        from imap.newsroom.links import PLACES

        register_kind(IMMEDIATE, _("news item"), is_news_due)
        register_kind(DIGEST, _("digest of news"), is_news_due)
        for place in PLACES:
            register(place)
