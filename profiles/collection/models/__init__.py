from profiles.collection.models.answer import Answer, Attachment, SectionOrigin
from profiles.collection.models.choice import Choice, ChoiceList
from profiles.collection.models.question import Figure, Group, Question
from profiles.collection.models.questionnaire import Questionnaire
from profiles.collection.models.round import Round
from profiles.collection.models.submission import Share, Submission

__all__ = [
    "Answer",
    "Attachment",
    "Choice",
    "ChoiceList",
    "Figure",
    "Group",
    "Question",
    "Questionnaire",
    "Round",
    "SectionOrigin",
    "Share",
    "Submission",
]
