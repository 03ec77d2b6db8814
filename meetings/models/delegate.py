"""Delegates: the persons whom a state or an agency names for a meeting. Personal data, seen by few and kept for a while."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held, is_admitted_at_all
from accounts.models import Organisation
from imap.core.history import tracked
from imap.core.translation import OWN_NAMES, reading_language
from imap.regions.models import RegionalMap
from meetings.models.invitation import Invitation
from meetings.models.meeting import INTERPRETED, Meeting

SEATS_ARE_COUNTED = """
    IF TG_OP = 'UPDATE' THEN
      IF OLD.has_seat AND OLD.meeting_id = NEW.meeting_id THEN RETURN NEW; END IF;
    END IF;
    SELECT capacity INTO seats FROM meetings_meeting WHERE id = NEW.meeting_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM meetings_delegate
      WHERE meeting_id = NEW.meeting_id AND has_seat AND id IS DISTINCT FROM NEW.id;
    IF taken >= seats THEN
      RAISE EXCEPTION 'Every seat of the meeting is taken.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'delegate_finds_a_seat';
    END IF;
    RETURN NEW;
"""


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Who sees a person: the secretariat, who named them, and who takes part with them."""

    def editable_by(self, user: Reader) -> "DelegateQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "meeting__regional_map"))

    def named_by(self, user: Reader) -> "DelegateQuerySet":
        """Of the user's own state or agency."""
        return self.filter(invitation__in=Invitation.objects.answerable_by(user).values("pk"))

    def own(self, user: Any) -> "DelegateQuerySet":
        """The user in person, known by the address of the account."""
        if not is_admitted_at_all(user):
            return self.none()
        return self.active().filter(email__iexact=user.email, meeting__regional_map__is_public=True)

    def visible_to(self, user: Reader) -> "DelegateQuerySet":
        """Never public. Of other states, participants see who is confirmed."""
        known = Delegate.objects
        mine = known.named_by(user).values("pk")
        together = Q(state=Delegate.State.CONFIRMED, meeting__in=known.meetings_with(user))
        theirs = held(user, "regions.edit_regionalmap", RegionalMap, "meeting__regional_map")
        return self.filter(Q(pk__in=mine) | Q(pk__in=known.own(user).values("pk")) | together | theirs)

    def meetings_with(self, user: Reader) -> models.QuerySet:
        """Keys of meetings at which the user is expected in person, or for whose delegates there they answer."""
        expected = Delegate.objects.filter(state=Delegate.State.CONFIRMED)
        mine = Q(pk__in=expected.own(user).values("pk")) | Q(pk__in=expected.named_by(user).values("pk"))
        return expected.filter(mine).order_by().values("meeting")

    def with_contact(self, user: Reader) -> "DelegateQuerySet":
        """With `shown_email` and `shown_phone`: empty where they are hidden from the user, and the columns stay unread."""
        known = Delegate.objects
        own = Q(pk__in=known.own(user).values("pk")) | Q(pk__in=known.named_by(user).values("pk"))
        theirs = held(user, "regions.edit_regionalmap", RegionalMap, "meeting__regional_map")
        return self.showing_contact(Q(hides_contact=False) | own | theirs)

    def showing_contact(self, condition: Q) -> "DelegateQuerySet":
        return self.annotate(
            shown_email=Case(When(condition, then="email"), default=Value("")),
            shown_phone=Case(When(condition, then="phone"), default=Value("")),
        ).defer("email", "phone", "access_needs", "dietary_needs")

    def active(self) -> "DelegateQuerySet":
        """They use up a place of the invitation."""
        return self.filter(state__in=ACTIVE)

    def expected(self) -> "DelegateQuerySet":
        return self.filter(state=Delegate.State.CONFIRMED)

    def waiting(self) -> "DelegateQuerySet":
        """The first in the line first."""
        return self.filter(state=Delegate.State.WAITING).order_by("waiting_since", "pk")

    def to_be_read(self) -> "DelegateQuerySet":
        """The secretariat has to confirm them or to say what is amiss; who was named first comes first."""
        return self.filter(state=Delegate.State.NAMED).order_by("named_at", "pk")


@tracked(exclude=("email", "phone", "access_needs", "dietary_needs"))
class Delegate(models.Model):
    """The history leaves out how they are reached and what they need: it could not be forgotten there."""

    class State(models.TextChoices):
        NAMED = "named", _("awaits confirmation")
        RETURNED = "returned", _("returned with a remark")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DECLINED = "declined", _("cannot come")

    invitation = models.ForeignKey(
        Invitation, models.RESTRICT, related_name="delegates", verbose_name=_("invitation")
    )
    # Those of the invitation: migration 0002 holds them together with a foreign key of three columns.
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="delegates", verbose_name=_("meeting"), editable=False
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="delegates", verbose_name=_("state or organisation"),
        editable=False,
    )  # fmt: skip
    name = models.CharField(
        _("name"), max_length=150, help_text=_("As it should stand on the badge, in any script.")
    )
    name_ar = models.CharField(
        _("name in Arabic script"), max_length=150, blank=True,
        help_text=_("Stands on the badge beside the first one."),
    )  # fmt: skip
    function = models.CharField(
        _("function"), max_length=200, help_text=_("As in “Head of the Migration Department”.")
    )
    ministry = models.CharField(
        _("ministry or department"), max_length=200, blank=True, help_text=_("Or the unit of an agency.")
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    hides_contact = models.BooleanField(
        _("contact details hidden"), default=False,
        help_text=_("Other participants see neither address nor telephone. The secretariat still does."),
    )  # fmt: skip
    access_needs = models.TextField(
        _("access needs"), max_length=500, blank=True, help_text=_("As in “step-free access”.")
    )
    dietary_needs = models.TextField(_("dietary needs"), max_length=500, blank=True)
    language = models.CharField(
        _("language of letters"), max_length=2, choices=sorted(OWN_NAMES.items()), default="en"
    )
    interpretation = models.CharField(
        _("listens in"), max_length=3, choices=INTERPRETED, blank=True,
        help_text=_("The language of interpretation. Empty: none is needed."),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.NAMED, editable=False
    )
    has_seat = models.BooleanField(_("has a seat"), default=False, editable=False)
    remark = models.TextField(_("remark of the secretariat"), blank=True, editable=False)
    named_at = models.DateTimeField(_("named"), default=timezone.now, editable=False)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("named by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", editable=False,
        verbose_name=_("replaces"),
    )  # fmt: skip
    attended = models.BooleanField(_("was present"), null=True, blank=True, editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "organisation__code", "named_at", "pk"]
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "meeting", name="one_delegate_an_address",
                condition=~Q(email="") & Q(state__in=["named", "returned", "confirmed", "waiting"]),
                violation_error_message=_("A delegate with this e-mail address is already named for the meeting."),
            ),
            models.CheckConstraint(
                name="who_is_confirmed_has_a_seat", condition=~Q(state="confirmed") | Q(has_seat=True)
            ),
            models.CheckConstraint(
                name="who_does_not_come_has_none",
                condition=Q(has_seat=False) | Q(state__in=["named", "returned", "confirmed"]),
            ),
            models.CheckConstraint(
                name="who_waits_waits_since_a_time",
                condition=~Q(state="waiting") | Q(waiting_since__isnull=False),
            ),
            models.CheckConstraint(
                name="only_expected_people_attend", condition=Q(attended=None) | Q(state="confirmed")
            ),
        ]  # fmt: skip
        indexes = [models.Index(name="delegate_in_line", fields=["meeting", "state", "waiting_since"])]
        triggers = [
            pgtrigger.Trigger(
                name="delegate_finds_a_seat",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.has_seat"),
                declare=[("seats", "integer"), ("taken", "integer")],
                func=SEATS_ARE_COUNTED,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.meeting_id = self.invitation.meeting_id
            self.organisation_id = self.invitation.organisation_id
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def names(self) -> list[str]:
        """As typed, and in Arabic script where that is another; the page's own script first."""
        both = [each for each in (self.name, self.name_ar) if each]
        return both[::-1] if reading_language() == "ar" else both

    def name_in(self, language: str) -> str:
        """In Arabic script for a reader of Arabic, where it is known so."""
        return (language == "ar" and self.name_ar) or self.name

    @property
    def tone(self) -> str:
        """The badge that its state wears."""
        return TONES[Delegate.State(self.state)]


ACTIVE = (Delegate.State.NAMED, Delegate.State.RETURNED, Delegate.State.CONFIRMED, Delegate.State.WAITING)
TONES = {
    Delegate.State.NAMED: "preparation",
    Delegate.State.RETURNED: "due",
    Delegate.State.CONFIRMED: "final",
    Delegate.State.WAITING: "draft",
    Delegate.State.WITHDRAWN: "restricted",
    Delegate.State.DECLINED: "restricted",
}
