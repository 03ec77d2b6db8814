"""The rows behind a meeting's many-to-many columns, so that their coming and going stands in its history."""

import pghistory
from django.utils.translation import gettext_lazy as _

from meetings.models.meeting import Meeting


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class PillarOfMeeting(Meeting.pillars.through):  # type: ignore[name-defined]
    """The rows behind `pillars`, which decide who reads: their coming and going is written down."""

    class Meta:
        proxy = True
        verbose_name = _("pillar")


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class MapOfMeeting(Meeting.other_maps.through):  # type: ignore[name-defined]
    """The rows behind `other_maps`, whose people see the meeting too."""

    class Meta:
        proxy = True
        verbose_name = _("held together with")


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class ThemeOfMeeting(Meeting.themes.through):  # type: ignore[name-defined]
    """The rows behind `themes`."""

    class Meta:
        proxy = True
        verbose_name = _("theme")
