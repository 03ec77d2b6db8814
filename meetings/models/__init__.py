from meetings.models.agenda import AgendaItem, Session, SiteVisit
from meetings.models.document import Document, DocumentFile
from meetings.models.followup import Decision, Participant
from meetings.models.meeting import Chair, Meeting, MeetingQuerySet
from meetings.models.record import AcceptedFinding, NoteTaker, Record, Release, noted_by
from meetings.models.stated_count import StatedCount

__all__ = [
    "AcceptedFinding",
    "AgendaItem",
    "Chair",
    "Decision",
    "Document",
    "DocumentFile",
    "Meeting",
    "MeetingQuerySet",
    "NoteTaker",
    "Participant",
    "Record",
    "Release",
    "Session",
    "SiteVisit",
    "StatedCount",
    "noted_by",
]
