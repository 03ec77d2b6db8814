"""People who sign in, by e-mail address."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from imap.core.constraints import Unique
from imap.core.history import tracked
from imap.core.translation import OWN_NAMES


class Digest(models.TextChoices):
    """How often a person wants to hear of the profiles that they follow."""

    IMMEDIATELY = "immediately", _("as soon as an edition is published")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    NEVER = "never", _("never")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user signs in with an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


@tracked(
    exclude=(
        "password",
        "last_login",
    )
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may see and do comes from their role groups (`accounts.roles`), never from this row."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    preferred_language = models.CharField(
        _("preferred language"), max_length=2, choices=sorted(OWN_NAMES.items()), default="en"
    )
    digest = models.CharField(
        _("mail about profiles that you follow"),
        max_length=12,
        choices=Digest.choices,
        default=Digest.IMMEDIATELY,
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Off: cannot sign in. Better than deleting: the history stays."),
    )
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May enter the admin."))
    date_joined = models.DateTimeField(_("registered"), default=timezone.now)
    groups: Any = models.ManyToManyField(
        Group,
        through="accounts.Membership",
        through_fields=("user", "group"),
        verbose_name=_("role groups"),
        related_name="user_set",
        related_query_name="user",
        blank=True,
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        ordering = ["email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            Unique(
                Lower("email"),
                name="one_user_an_email_address",
                words=_("Another account has this e-mail address. Look for it in the list of users."),
            )
        ]

    # Set for a request whose session lacks the second factor; access.py then admits to nothing.
    lacks_second_factor = False

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email
