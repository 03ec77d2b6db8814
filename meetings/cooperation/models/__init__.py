from meetings.cooperation.models.exchange import Evaluation, Exchange, ExchangeStep
from meetings.cooperation.models.expertise import Expertise, ExpertiseQuerySet, Form
from meetings.cooperation.models.partners_note import PartnersNote
from meetings.cooperation.models.priority import Capacity, OfPillar, Priority
from meetings.cooperation.models.project import (
    Involvement,
    Project,
    ProjectDocument,
    ProjectQuerySet,
    ProjectResult,
    Reporter,
)
from meetings.cooperation.models.request import RequestMessage, SupportRequest
from meetings.cooperation.models.roadmap import Roadmap, RoadmapStep

__all__ = [
    "Capacity",
    "Evaluation",
    "Exchange",
    "ExchangeStep",
    "Expertise",
    "ExpertiseQuerySet",
    "Form",
    "Involvement",
    "OfPillar",
    "PartnersNote",
    "Priority",
    "Project",
    "ProjectDocument",
    "ProjectQuerySet",
    "ProjectResult",
    "Reporter",
    "RequestMessage",
    "Roadmap",
    "RoadmapStep",
    "SupportRequest",
]
