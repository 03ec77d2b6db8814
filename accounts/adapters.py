"""How sign-in works here: nobody registers alone, everybody is nominated. All words are the portal's own."""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.second_factor import owns_second_factor
from imap.core.translation import direction_of, reading_language

log = logging.getLogger(__name__)
TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})
# What a notice about one's own account says, by the name that allauth gives the occasion.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was set anew by a link sent to this address."),
    "mfa/email/totp_activated": _("An authenticator app was set up as your second factor."),
    "mfa/email/totp_deactivated": _("Your authenticator app was removed as a second factor."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and password do not belong together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right, or it was used before. Wait for the next one."),
        "invalid_password_reset": _("This link has been used already, or it is too old."),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Too many attempts end in a page of their own, with the status that says so."""
        if code in TOO_MANY:
            self.refuse()
        return super().validation_error(code, *args)

    def refuse(self) -> NoReturn:
        raise ImmediateHttpResponse(respond_429(context.request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_me")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """A person who owns a factor proves with it that it is they; a password is enough only where there is none."""
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and owns_second_factor(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [{**method, "description": words[method["id"]]} for method in methods]

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        what = {"what": NOTICES[template_prefix], **(context or {})}
        super().send_notification_mail("account/email/notice", user, what, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the person's language; to an address that nobody here has, in the language of the page.

        What was done stays done where the mail server is away; the page then says that no mail went out.
        """
        person = User.objects.filter(email__iexact=email).first()
        language = person.preferred_language if person else reading_language()
        known = {"mail_language": language, "mail_direction": direction_of(language)}
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, {**context, **known})
        except (SMTPException, OSError):
            log.exception("no mail went out: %s", template_prefix)
            self.add_message(
                self.request,
                messages.ERROR,
                message=gettext("No mail could be sent just now. Try again later."),
            )


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("This second factor cannot be removed."),
        "cannot_generate_recovery_codes": _("Recovery codes come with a second factor. Set one up first."),
        "incorrect_code": _("This code is not right, or it was used before. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets of authenticator apps lie in the database under the portal's key, not in plain words."""
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}


def fernet() -> Fernet:
    """A key of its own, made from `SECRET_KEY`: with another key, second factors have to be set up anew."""
    digest = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
