"""Forms of sign-in and of a person's own pages. allauth checks; the words are the portal's own."""

import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imap.regions.models import RegionalMap

NAMES = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "name": _("Name of this passkey"),
    "passwordless": _("Sign in with this passkey alone"),
}
HELP = {
    "code": _("Six digits from your app, or one of your recovery codes."),
    "name": _("So that you can tell your devices apart, for instance “Office key”."),
    "passwordless": _(
        "Without your password. Your device then asks for its PIN, a fingerprint or your face."
    ),
}
LEFT_TO_RIGHT = frozenset({"login", "email", "password", "oldpassword", "password1", "password2", "code"})


class OwnWords:
    """Labels and help in the portal's words, and no placeholders: they vanish when one types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = NAMES.get(name, field.label), HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name in LEFT_TO_RIGHT:
                field.widget.attrs["dir"] = "ltr"
        if "password1" in self.fields:
            self.fields["password1"].help_text = password_validators_help_text_html()
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True)


class NewPasswordTwice(OwnWords):
    def clean(self) -> dict[str, Any]:
        """Instead of allauth's own comparison, for the sake of its words."""
        cleaned = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ."))  # type: ignore[attr-defined]
        return cleaned


class SignInForm(OwnWords, account.LoginForm):
    pass


class ResetPasswordForm(OwnWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPasswordTwice, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordTwice, account.ChangePasswordForm):
    pass


class ReauthenticateForm(OwnWords, account.ReauthenticateForm):
    pass


class AnyDigits:
    """A code is typed in whichever digits the reader's keyboard has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["code"]  # type: ignore[attr-defined]
        as_typed = field.to_python
        field.to_python = lambda value: as_typed(in_western_digits(value or ""))


def in_western_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in text)


class EachCodeOnce(AnyDigits, OwnWords):
    """allauth forgets a used code after half a minute; with tolerance for slow clocks it would still be valid then."""

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        used = self.authenticator  # type: ignore[attr-defined]
        key = f"used-code:{used.user_id}:{''.join(filter(str.isdigit, code))}"
        valid_for = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        if used.type == Authenticator.Type.TOTP and not cache.add(key, True, valid_for):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(EachCodeOnce, factor.AuthenticateForm):
    pass


class CodeAgainForm(EachCodeOnce, factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(AnyDigits, OwnWords, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("The six digits that the app shows now.")

    @property
    def secret_in_groups(self) -> list[str]:
        """For typing: four letters at a time."""
        return [self.secret[at : at + 4] for at in range(0, len(self.secret), 4)]


class AddPasskeyForm(OwnWords, passkey.AddWebAuthnForm):
    pass


class RenamePasskeyForm(OwnWords, passkey.EditWebAuthnForm):
    pass


class OwnLanguageForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["preferred_language"]
        help_texts = {"preferred_language": _("For pages without a language in their address, and for mail.")}


class ReadingFilterForm(forms.Form):
    """What a secretariat looks for in the reading log. Empty fields leave it whole."""

    person = forms.CharField(label=_("Reader"), required=False, max_length=150)
    title = forms.CharField(label=_("Profile"), required=False, max_length=150)
    regional_map = forms.ModelChoiceField(
        label=_("Regional i-Map"), queryset=RegionalMap.objects.none(), required=False, to_field_name="slug"
    )
    since = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, maps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regional_map"].queryset = maps  # type: ignore[attr-defined]
        self.fields["regional_map"].empty_label = _("All regional i-Maps")  # type: ignore[attr-defined]
