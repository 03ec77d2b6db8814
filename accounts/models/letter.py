"""The outbox: every mail to one person, from the moment it is written to what became of it."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.user import User
from imap.core.translation import OWN_NAMES, direction_of
from imap.regions.models import RegionalMap

if TYPE_CHECKING:
    from accounts.access import Reader

# A worker that claimed a letter speaks to the mail server for seconds; after this it is taken to have died.
CLAIMED_FOR = timedelta(minutes=15)


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: "Reader") -> "LetterQuerySet":
        """Staff of a regional i-Map see its letters; superusers also those of none."""
        from accounts.access import held, is_admitted_at_all

        mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
        return self if is_admitted_at_all(user) and user.is_superuser else self.filter(mine)

    def due(self) -> "LetterQuerySet":
        """To be sent now: new ones, and those whose pause after a failure is over."""
        return self.filter(Q(send_after=None) | Q(send_after__lte=timezone.now()), state__in=UNSENT)

    def left_midway(self) -> "LetterQuerySet":
        """Claimed long ago by a worker that said nothing since."""
        return self.filter(state=Letter.State.SENDING, tried_at__lt=timezone.now() - CLAIMED_FOR)

    def beyond_keeping(self) -> "LetterQuerySet":
        """Settled letters whose words are no longer of use; the row stays, so that its key is never used again."""
        limit = timezone.now() - timedelta(days=settings.OUTBOX_DAYS)
        return self.filter(created_at__lt=limit).exclude(state__in=UNSENT).exclude(text="", html="")


class Letter(models.Model):
    """One mail to one person, in their language. The same key is never posted twice."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("letter", "waiting")
        SENDING = "sending", pgettext_lazy("letter", "being sent")
        SENT = "sent", pgettext_lazy("letter", "sent")
        FAILED = "failed", pgettext_lazy("letter", "failed, will be tried again")
        GIVEN_UP = "given_up", pgettext_lazy("letter", "given up")
        DOUBTFUL = "doubtful", pgettext_lazy("letter", "doubtful")

    user = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="letters", verbose_name=_("reader")
    )
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=sorted(OWN_NAMES.items()))
    kind = models.CharField(_("kind"), max_length=60, help_text=_("The name of its template."))
    key = models.CharField(_("key"), max_length=200, unique=True)
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, null=True, blank=True, related_name="letters",
        verbose_name=_("regional i-Map"),
    )  # fmt: skip
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    unsubscribe_url = models.URLField(_("address for unsubscribing"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    send_after = models.DateTimeField(_("not before"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    last_error = models.CharField(_("what went wrong"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("time of sending"), null=True, blank=True)
    sent_again_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent again by")
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                name="letter_unsettled",
                fields=["send_after"],
                condition=Q(state__in=["waiting", "failed", "sending"]),
            ),
            models.Index(name="letter_of_map", fields=["regional_map", "-created_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_letters_have_a_time", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} · {self.subject}"

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def kind_label(self) -> str:
        from accounts.letters import label_of

        return label_of(self.kind)

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in AGAIN

    @property
    def tone(self) -> str:
        """The badge that its state wears."""
        return TONES[Letter.State(self.state)]


UNSENT = (Letter.State.WAITING, Letter.State.FAILED)
AGAIN = (Letter.State.FAILED, Letter.State.GIVEN_UP, Letter.State.DOUBTFUL)
TONES = {
    Letter.State.WAITING: "plain",
    Letter.State.SENDING: "draft",
    Letter.State.SENT: "final",
    Letter.State.FAILED: "due",
    Letter.State.GIVEN_UP: "restricted",
    Letter.State.DOUBTFUL: "restricted",
}
