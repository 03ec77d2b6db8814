from profiles.models.access import ProfileGroupPermission, ProfileUserPermission
from profiles.models.edition import Edition, EditionQuerySet
from profiles.models.endorsement import Endorsement, EndorsementQuerySet
from profiles.models.follow import Follow, FollowQuerySet, Notice, NoticeQuerySet
from profiles.models.place import City, Hub, Leg, LegQuerySet, PlaceQuerySet, Route
from profiles.models.profile import Profile, ProfileQuerySet, Relation
from profiles.models.section import Citation, Section, SectionQuerySet
from profiles.models.source import Source, SourceQuerySet
from profiles.models.step import EditionStep, EditionStepQuerySet
from profiles.models.template import SectionTemplate, SectionTemplateQuerySet
from profiles.models.term import NationalDefinition, Term
from profiles.models.translation import Translation, TranslationState
from profiles.models.validation import Remark, RemarkQuerySet, Validation, ValidationQuerySet
from profiles.models.version import SectionVersion, SectionVersionQuerySet

__all__ = [
    "Citation",
    "City",
    "Edition",
    "EditionQuerySet",
    "EditionStep",
    "EditionStepQuerySet",
    "Endorsement",
    "EndorsementQuerySet",
    "Follow",
    "FollowQuerySet",
    "Hub",
    "Leg",
    "LegQuerySet",
    "NationalDefinition",
    "Notice",
    "NoticeQuerySet",
    "PlaceQuerySet",
    "Profile",
    "ProfileGroupPermission",
    "ProfileQuerySet",
    "ProfileUserPermission",
    "Relation",
    "Remark",
    "RemarkQuerySet",
    "Route",
    "Section",
    "SectionQuerySet",
    "SectionTemplate",
    "SectionTemplateQuerySet",
    "SectionVersion",
    "SectionVersionQuerySet",
    "Source",
    "SourceQuerySet",
    "Term",
    "Translation",
    "TranslationState",
    "Validation",
    "ValidationQuerySet",
]
