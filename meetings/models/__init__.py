from meetings.models.agenda import AgendaItem, Session, SiteVisit
from meetings.models.document import Document, DocumentFile
from meetings.models.followup import Decision, Participant
from meetings.models.meeting import Chair, Meeting, MeetingQuerySet
from meetings.models.stated_count import StatedCount

__all__ = [
    "AgendaItem",
    "Chair",
    "Decision",
    "Document",
    "DocumentFile",
    "Meeting",
    "MeetingQuerySet",
    "Participant",
    "Session",
    "SiteVisit",
    "StatedCount",
]
