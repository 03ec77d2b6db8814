"""Invitations: a state or an agency is asked to name so many delegates for a meeting, by a day."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held, is_admitted_at_all
from accounts.models import Organisation, RoleGroup, User
from imap.core.constraints import Unique
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import RegionalMap
from meetings.models.meeting import Meeting


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def editable_by(self, user: Reader) -> "InvitationQuerySet":
        """The secretariat's that convenes the meeting."""
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "meeting__regional_map"))

    def answerable_by(self, user: Any) -> "InvitationQuerySet":
        """Those of the user's own state or agency, once they are sent: a state's focal points, an agency's people with a role."""
        if not is_admitted_at_all(user) or not user.organisation_id:
            return self.none()
        roles = RoleGroup.objects.filter(group__user=user)
        answers = roles.filter(role="focal_point")
        of_state = Q(organisation__country__isnull=False) & within(answers)
        of_agency = Q(organisation__country=None) & within(roles)
        return self.filter(
            of_state | of_agency,
            organisation=user.organisation_id,
            sent_at__isnull=False,
            meeting__regional_map__is_public=True,
        )

    def visible_to(self, user: Reader) -> "InvitationQuerySet":
        mine = Invitation.objects.answerable_by(user).values("pk")
        theirs = held(user, "regions.edit_regionalmap", RegionalMap, "meeting__regional_map")
        return self.filter(Q(pk__in=mine) | theirs)

    def accepted(self) -> "InvitationQuerySet":
        """Sent, and not declined."""
        return self.filter(sent_at__isnull=False, declined_at=None)

    def open(self) -> "InvitationQuerySet":
        """To a meeting that is still to be held."""
        return self.accepted().filter(meeting__status=Meeting.Status.PLANNED)

    def to_cancelled_meetings(self) -> "InvitationQuerySet":
        return self.accepted().filter(meeting__status=Meeting.Status.CANCELLED)

    def unanswered(self) -> "InvitationQuerySet":
        """Open, and nobody is named yet."""
        from meetings.models.delegate import Delegate

        named = Delegate.objects.active().filter(invitation=OuterRef("pk"))
        return self.open().exclude(Exists(named))


def within(roles: models.QuerySet[RoleGroup]) -> Q:
    """One of the roles is held in the regional i-Map that convenes the meeting, or in one that it is held together with."""
    maps = roles.values("regional_map")
    joint = Meeting.other_maps.through.objects.filter(regionalmap__in=maps).values("meeting")
    return Q(meeting__regional_map__in=maps) | Q(meeting__in=joint)


@tracked()
@translated("message")
class Invitation(models.Model):
    """A draft until it is sent. Its answer is its delegates, or the day on which it was declined."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="invitations", verbose_name=_("meeting")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("state or organisation")
    )
    places = models.PositiveSmallIntegerField(
        _("places"), default=2, help_text=_("So many delegates may be named.")
    )
    answer_by = models.DateField(_("answer by"))
    message = models.TextField(
        _("message"), blank=True, help_text=_("Stands in the letter, in the language of its reader.")
    )
    sent_at = models.DateTimeField(_("time of sending"), null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("sent by"),
    )  # fmt: skip
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True, editable=False)
    decline_note = models.TextField(_("what was said"), blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "organisation__code"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            Unique(
                name="one_invitation_a_meeting",
                words=_("This organisation is invited already. Change the invitation that is there."),
                fields=["meeting", "organisation"],
            ),
            # what a delegate points to: migration 0002 holds both together
            models.UniqueConstraint(name="invitation_whole", fields=["id", "meeting", "organisation"]),
            models.CheckConstraint(
                name="invitation_has_places",
                condition=Q(places__gte=1, places__lte=20),
                violation_error_message=_("From 1 to 20 places."),
            ),
            models.CheckConstraint(
                name="declined_once_sent", condition=Q(declined_at=None) | Q(sent_at__lte=F("declined_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("delegates:invitation", args=[self.pk])

    @property
    def shown_message(self) -> Text:
        return text_of(self, "message")

    @property
    def is_open(self) -> bool:
        return self.sent_at is not None and self.declined_at is None and self.meeting.is_planned

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.answer_by < timezone.localdate()

    @property
    def people(self) -> models.QuerySet[User]:
        """The active people who answer it: the letters go to them."""
        maps = [self.meeting.regional_map_id, *self.meeting.other_maps.values_list("pk", flat=True)]
        groups = RoleGroup.objects.filter(regional_map__in=maps)
        if self.organisation.country_id:
            groups = groups.filter(role="focal_point")
        people = User.objects.filter(is_active=True, organisation=self.organisation_id)
        return people.filter(memberships__group__role_group__in=groups).distinct().order_by("email")
