from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from meetings.kinds import register_kinds

        register_kinds()
        from imap.newsroom.calendar import register
        from meetings.in_calendar import dated_meetings, offered_by_meetings

        register(dated_meetings, offered_by_meetings)
