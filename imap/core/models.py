"""What the portal keeps about no one domain: whether the addresses that it links to still answer."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imap.core.history import tracked


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def due(self) -> "LinkCheckQuerySet":
        return self.filter(next_check_at__lte=timezone.now())

    def dead(self) -> "LinkCheckQuerySet":
        return self.filter(status=LinkCheck.Status.DEAD)


# What an address answers is no one's deed; who wrote where it is archived is kept.
OBSERVED = (
    "status", "first_seen", "last_seen", "last_checked", "last_ok", "failing_since", "failures", "answer", "reason",
    "next_check_at",
)  # fmt: skip


@tracked(exclude=OBSERVED)
class LinkCheck(models.Model):
    """One address, without its fragment, wherever the portal links to it. Rows find it by the address."""

    class Status(models.TextChoices):
        NEW = "new", _("not checked yet")
        OK = "ok", _("answers")
        FAILING = "failing", _("does not answer, watched")
        UNCLEAR = "unclear", _("could not be checked")
        DEAD = "dead", _("not reachable")

    address = models.CharField(_("address"), max_length=500, unique=True)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.NEW)
    first_seen = models.DateTimeField(_("first seen"), default=timezone.now, editable=False)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now, editable=False)
    last_checked = models.DateTimeField(_("last checked"), null=True, blank=True)
    last_ok = models.DateTimeField(_("last answered"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    answer = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True)
    reason = models.CharField(_("what went wrong"), max_length=20, blank=True)
    next_check_at = models.DateTimeField(_("next check"), default=timezone.now)
    archived_url = models.URLField(
        _("archived at"), max_length=500, blank=True, help_text=_("Readers find it beside the mark.")
    )

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                name="dead_links_have_a_date", condition=~Q(status="dead") | Q(failing_since__isnull=False)
            ),
            models.CheckConstraint(
                name="archived_address_is_of_the_web",
                condition=Q(archived_url="") | Q(archived_url__regex=r"^https?://"),
            ),
        ]
        indexes = [
            models.Index(name="link_due", fields=["next_check_at"]),
            models.Index(name="link_dead", fields=["address"], condition=Q(status="dead")),
        ]

    def __str__(self) -> str:
        return self.address


DEAD_AFTER = timedelta(days=3)
DEAD_AFTER_TRIES = 3
