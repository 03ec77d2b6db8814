"""Form fields as admins and inlines make them: languages marked, choices limited to what the user may see."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from imap.core.translation import columns, direction_of

IN_LANGUAGE = {
    "ar": _("%(field)s in Arabic"),
    "en": _("%(field)s in English"),
    "fr": _("%(field)s in French"),
}


TAKEN = _("Another one has this already. Change that one, or write something else here.")


def in_three_languages(name: Any, *fields: str, note: Any = "") -> tuple[Any, dict[str, Any]]:
    """A group of a form that the browser turns into tabs, one a language; without it all three stand in a row."""
    return name, {"fields": columns(*fields), "classes": ["languages"], "description": note}


def mark_language(field: forms.Field, db_field: Any, language: str) -> None:
    """The field says its language to people, to browsers and to the tabs; Arabic is typed from right to left."""
    original = db_field.model._meta.get_field(db_field.translated_field.name).verbose_name
    field.label = capfirst(str(IN_LANGUAGE[language] % {"field": original}))
    field.widget.attrs.update({"lang": language, "dir": direction_of(language)})


class PortalFields:
    """For a ModelAdmin or an inline."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and db_field.unique:
            field.error_messages["unique"] = TAKEN
        if field is not None and hasattr(db_field, "translated_field"):
            mark_language(field, db_field, db_field.language)  # type: ignore[attr-defined]
        return field

    def get_field_queryset(
        self, db: str | None, db_field: models.Field, request: HttpRequest
    ) -> models.QuerySet:
        """Only what its own list would show to this user can be chosen."""
        related = cast(type[models.Model], db_field.related_model)
        if not self.admin_site.is_registered(related):  # type: ignore[attr-defined]
            return related._default_manager.none()
        return self.admin_site.get_model_admin(related).get_queryset(request)  # type: ignore[attr-defined]


def offer(field: forms.Field, rows: models.QuerySet) -> None:
    """The rows that a choice is made from."""
    cast(forms.ModelChoiceField, field).queryset = rows


def not_taken(row: models.Model, slug: str) -> str:
    """The address, unless another row of its kind has it: said with the address, which may have been made here."""
    others = type(row)._default_manager.filter(slug=slug).exclude(pk=row.pk)
    if slug and others.exists():
        raise ValidationError(_("“%(address)s” is the address of another one already. Is it the same? Then change that one. If not, "
                                "write another address, for example with “-2” at its end."), params={"address": slug})  # fmt: skip
    return slug


class SameMapForm(forms.ModelForm):
    """Refuses a link to what belongs to another regional i-Map, also to those who edit both."""

    def own_map(self) -> int | None:
        chosen = self.cleaned_data.get("regional_map")
        return chosen.pk if chosen else getattr(self.instance, "regional_map_id", None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        own = self.own_map()
        for name, value in list(self.cleaned_data.items()):
            linked = [value] if isinstance(value, models.Model) else value
            if own is None or not isinstance(linked, list | models.QuerySet):
                continue
            if any(getattr(item, "regional_map_id", own) not in (own, None) for item in linked):
                self.add_error(name, _("This belongs to another regional i-Map."))
        return cleaned
