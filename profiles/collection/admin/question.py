"""Groups, questions and lists of choices, each with a page of its own; most of the work is done in the questionnaire's form."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalTabularInline, in_three_languages
from imap.core.translation import Text, columns
from profiles.collection.admin.forms import FigureFormSet, GroupForm, QuestionForm
from profiles.collection.models import Choice, ChoiceList, Figure, Group, Question


def in_own_language(text: Text) -> str:
    return format_html('<span lang="{}" dir="{}">{}</span>', text.language, text.direction, text)


class PartAdmin(MapScopedAdmin):
    """A part of a questionnaire: written while that is a draft, and found from it rather than from a list of all."""

    map_path = "questionnaire__regional_map"
    list_select_related = ["questionnaire__regional_map"]
    ordering = ["questionnaire", "order"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.questionnaire.is_draft)

    has_delete_permission = has_change_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Added in the form of the questionnaire."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "questionnaire"]


@admin.register(Group)
class GroupAdmin(PartAdmin):
    form = GroupForm
    list_display = ["code", "heading", "questionnaire", "order", "is_repeated"]
    search_fields = ["code", *columns("label")]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "questionnaire",
                    ("order", "code"),
                    "parent",
                    "relevant",
                    ("is_repeated", "repeat_count"),
                ]
            },
        ),
        in_three_languages(_("Heading and help"), "label", "help"),
    ]

    @admin.display(description=_("heading"))
    def heading(self, obj: Group) -> str:
        return in_own_language(obj.shown_label)


class FigureInline(PortalTabularInline):
    model = Figure
    formset = FigureFormSet
    fields: Any = ["order", "code", *columns("label"), "unit", "indicator"]
    verbose_name_plural = _("Figures of the table of years")


QUESTION_FIELDS: list[Any] = [
    "questionnaire", ("order", "code"), ("kind", "required"), "group", ("unit", "choice_list"),
    ("first_year", "last_year"),
]  # fmt: skip
CONDITIONS: list[Any] = ["relevant", "constraint", "choice_filter", "calculation"]
MAPPING: list[Any] = ["template", "indicator", "term"]


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    form = QuestionForm
    list_display = ["code", "words", "kind", "questionnaire", "order", "required"]
    list_filter = ["kind", "required"]
    search_fields = ["code", *columns("label")]
    inlines = [FigureInline]
    fieldsets = [
        (None, {"fields": QUESTION_FIELDS}),
        in_three_languages(_("Words"), "label", "help", "constraint_message"),
        (_("Conditions"), {"fields": CONDITIONS}),
        (_("What the answer becomes"), {"fields": MAPPING}),
    ]

    @admin.display(description=_("question"))
    def words(self, obj: Question) -> str:
        return in_own_language(obj.shown_label)


class ChoiceInline(PortalTabularInline):
    model = Choice
    fields: Any = ["order", "code", *columns("label")]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name.startswith("label"):
            field.widget.attrs["rows"] = 1
        return field


@admin.register(ChoiceList)
class ChoiceListAdmin(PartAdmin):
    list_display = ["name", "questionnaire", "size"]
    search_fields = ["name"]
    ordering = ["questionnaire", "name"]
    fields = ["questionnaire", "name"]
    inlines = [ChoiceInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[ChoiceList]:
        return super().get_queryset(request).annotate(total=models.Count("choices"))

    @admin.display(description=_("choices"))
    def size(self, obj: Any) -> int:
        return obj.total
