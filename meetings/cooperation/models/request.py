"""Requests for support: a state asks, the secretariat answers in a thread. Seen by the asking state and the map's staff, by nobody else."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, OWN_NAMES, Text
from imap.regions.models import RegionalMap, Theme
from meetings.cooperation.circle import of_own_state, of_secretariat

LANGUAGE_CHOICES = [(code, OWN_NAMES[code]) for code in LANGUAGES]


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, user: Reader) -> "SupportRequestQuerySet":
        return self.filter(of_own_state(user) | of_secretariat(user))

    def asked_by(self, user: Reader) -> "SupportRequestQuerySet":
        return self.filter(of_own_state(user))

    def answered_by(self, user: Reader) -> "SupportRequestQuerySet":
        return self.filter(of_secretariat(user))


@tracked()
class SupportRequest(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("request for support", "asked")
        LOOKED_INTO = "looked_into", _("being looked into")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="support_requests", verbose_name=_("regional i-Map")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="support_requests", verbose_name=_("state")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    title = models.CharField(_("in one line"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES)
    key = models.UUIDField(
        unique=True, editable=False, help_text="Of the form it came from: sent twice, it is one request."
    )
    state = models.CharField(_("status"), max_length=12, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(
        pgettext_lazy("request for support", "asked"), default=timezone.now, editable=False
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("cooperation:request", self.pk)

    @property
    def shown_title(self) -> Text:
        return Text(self.title, self.language, self.language)

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class RequestMessageQuerySet(models.QuerySet["RequestMessage"]):
    def visible_to(self, user: Reader) -> "RequestMessageQuerySet":
        return self.filter(request__in=SupportRequest.objects.visible_to(user).values("pk"))


class RequestMessage(models.Model):
    """What one side wrote. The secretariat's people sign as the secretariat, a state's as the state."""

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="messages")
    is_of_secretariat = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    text = models.TextField(_("text"))
    key = models.UUIDField(unique=True, editable=False)

    objects = RequestMessageQuerySet.as_manager()

    class Meta:
        ordering = ["request", "at", "pk"]
        verbose_name = _("message of a request")
        verbose_name_plural = _("messages of requests")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def shown_text(self) -> Text:
        return Text(self.text, self.language, self.language)
