from meetings.models.agenda import AgendaItem, Session, SiteVisit
from meetings.models.delegate import Delegate
from meetings.models.document import Document, DocumentFile
from meetings.models.followup import Decision, Participant
from meetings.models.invitation import Invitation
from meetings.models.linked import MapOfMeeting, PillarOfMeeting, ThemeOfMeeting
from meetings.models.meeting import Chair, Meeting, MeetingQuerySet
from meetings.models.personal_link import PersonalLink
from meetings.models.record import AcceptedFinding, NoteTaker, Record, Release, noted_by
from meetings.models.stated_count import StatedCount

__all__ = [
    "AcceptedFinding",
    "AgendaItem",
    "Chair",
    "Decision",
    "Delegate",
    "Document",
    "DocumentFile",
    "Invitation",
    "MapOfMeeting",
    "Meeting",
    "MeetingQuerySet",
    "NoteTaker",
    "Participant",
    "PersonalLink",
    "PillarOfMeeting",
    "Record",
    "Release",
    "Session",
    "SiteVisit",
    "StatedCount",
    "ThemeOfMeeting",
    "noted_by",
]
