"""The personal link of a delegate without an account: it opens one delegate's page, for a while, and nothing else.

The database holds the key alone; the address in the letter is the key with a signature made with the portal's secret.
Whoever reads the table, the outbox or a backup cannot make an address of it.
"""

import secrets

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.delegate import ACTIVE, Delegate

SIGNER = signing.Signer(salt="meetings.personal-link", sep=".")


def new_key() -> str:
    return secrets.token_urlsafe(18)


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def valid(self) -> "PersonalLinkQuerySet":
        """Not expired, not taken back, of someone who still comes or waits, to a meeting that can be seen."""
        return self.filter(
            expires_at__gt=timezone.now(),
            revoked_at=None,
            delegate__state__in=ACTIVE,
            delegate__meeting__regional_map__is_public=True,
        )

    def opened_by(self, token: str) -> "PersonalLinkQuerySet":
        """The row of an address, valid or not; none where the address was altered."""
        try:
            key = SIGNER.unsign(token)
        except signing.BadSignature:
            return self.none()
        return self.filter(key=key)


class PersonalLink(models.Model):
    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="links", verbose_name=_("delegate"))
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        ordering = ["delegate", "-created_at"]
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        constraints = [
            models.UniqueConstraint(
                name="one_link_a_delegate", fields=["delegate"], condition=Q(revoked_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.delegate} · {self.expires_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        """What stands in the letter."""
        return SIGNER.sign(self.key)
