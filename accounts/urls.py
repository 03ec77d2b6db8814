"""Sign-in, password, second factor (django-allauth's views, those that are of use here), and a person's own pages."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import views
from accounts.second_factor import asks_for_factor

entrance = [
    path("login/", account.login, name="account_login"),
    path("login/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("login/code/", factor.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", views.how_to_be_nominated, name="account_signup"),
]

passwords = [
    path("password/change/", asks_for_factor(account.password_change), name="account_change_password"),
    # Who has none yet sets one by mail, as everybody did at first.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

again = [
    path("again/password/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

factors = [
    path("2fa/", asks_for_factor(views.SecondFactor.as_view()), name="mfa_index"),
    path("2fa/app/", asks_for_factor(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/app/remove/", asks_for_factor(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", asks_for_factor(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/new/",
        asks_for_factor(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/file/",
        asks_for_factor(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("2fa/passkeys/", asks_for_factor(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", asks_for_factor(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/<int:pk>/", asks_for_factor(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "2fa/passkeys/<int:pk>/remove/", asks_for_factor(passkey.remove_webauthn), name="mfa_remove_webauthn"
    ),
]

own = [
    path("me/", views.me, name="account_me"),
    path("readings/", views.readings, name="account_readings"),
]

urlpatterns = [*entrance, *passwords, *again, *factors, *own]
