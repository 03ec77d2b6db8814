"""Adding a person: a new account, or the admission of somebody who has one already."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.admin.admissions import RoleGroupChoice
from accounts.models import Organisation, User


class NewUserForm(forms.ModelForm):
    """Where the e-mail address has an account, that account is admitted and its data stay as they are.

    So a secretariat admits a reader of another dialogue without seeing that dialogue's readers.
    """

    role_group = RoleGroupChoice(
        Group.objects.none(), label=_("admitted to"), help_text=_("More roles can be added afterwards.")
    )
    nominated_by = forms.ModelChoiceField(Organisation.objects.all(), required=False, label=_("nominated by"))

    class Meta:
        model = User
        fields = ["email", "name", "organisation", "preferred_language"]

    existing: User | None = None

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        self.existing = User.objects.filter(email__iexact=email).first()
        return email

    def _get_validation_exclusions(self) -> set[str]:
        """That the address is taken is no fault here."""
        return {*super()._get_validation_exclusions(), *(["email"] if self.existing else [])}

    def save(self, commit: bool = True) -> Any:
        if self.existing is not None:
            return self.existing
        return super().save(commit)

    def save_m2m(self) -> None:
        """Roles are given by `admit`."""
