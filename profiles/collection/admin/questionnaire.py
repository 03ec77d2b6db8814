"""The builder: a questionnaire with its groups, lists and questions in one form, and the import of XLSForm workbooks."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalStackedInline, PortalTabularInline, ScopedFilter, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.translation import columns
from profiles.collection.admin import importing
from profiles.collection.admin.forms import GroupForm, PartFormSet, QuestionForm
from profiles.collection.admin.question import CONDITIONS, MAPPING, QUESTION_FIELDS
from profiles.collection.models import ChoiceList, Group, Question, Questionnaire

IN_ONE_FORM = 40  # questions; a longer questionnaire is shown as a list with a page a question


class GroupInline(PortalTabularInline):
    model = Group
    form = GroupForm
    formset = PartFormSet
    fields: Any = ["order", "code", *columns("label"), "relevant"]
    show_change_link = True

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name.startswith("label"):
            field.widget.attrs["rows"] = 1
        return field


class ListInline(PortalTabularInline):
    model = ChoiceList
    fields: Any = ["name"]
    show_change_link = True


class QuestionInline(PortalStackedInline):
    model = Question
    form = QuestionForm
    formset = PartFormSet
    show_change_link = True
    fieldsets = [
        (None, {"fields": QUESTION_FIELDS[1:]}),
        in_three_languages(_("Words"), "label", "help", "constraint_message"),
        (_("Conditions"), {"fields": CONDITIONS, "classes": ["collapse"]}),
        (_("What the answer becomes"), {"fields": MAPPING, "classes": ["collapse"]}),
    ]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(db_field, "translated_field"):
            field.widget.attrs["rows"] = 2
        return field


@admin.register(Questionnaire)
class QuestionnaireAdmin(MapScopedAdmin):
    list_display = ["shown_title", "code", "version", "state_badge", "pillar", "asked", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "state", ("pillar", ScopedFilter)]
    list_select_related = ["regional_map", "pillar"]
    search_fields = ["code", *columns("title")]
    readonly_fields = ["version", "state_badge", "origin", "long_list", "not_carried_list"]
    inlines = [GroupInline, ListInline, QuestionInline]
    change_form_template = "admin/collection/questionnaire/change_form.html"
    change_list_template = "admin/collection/questionnaire/change_list.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Questionnaire]:
        asked = models.Count("questions", filter=~models.Q(questions__kind__in=Question.UNASKED))
        return super().get_queryset(request).annotate(asked_total=asked)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        head = ["regional_map", "pillar", "code", *([("version", "state_badge")] if obj else [])]
        sets = [(None, {"fields": head}), in_three_languages(_("Title and introduction"), "title", "intro")]
        if obj and obj.origin:
            sets.append((_("Import"), {"fields": ["origin", "not_carried_list"]}))
        if obj and obj.questions.count() > IN_ONE_FORM:
            sets.append((_("Questions"), {"fields": ["long_list"]}))
        return sets

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [] if obj and obj.questions.count() > IN_ONE_FORM else self.inlines

    @admin.display(description=_("title"), ordering="title_en")
    def shown_title(self, obj: Questionnaire) -> str:
        title = obj.shown_title
        return format_html('<span lang="{}" dir="{}">{}</span>', title.language, title.direction, title)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, obj: Questionnaire) -> str:
        return format_html('<span class="badge badge-{}">{}</span>', obj.state, obj.get_state_display())

    @admin.display(description=_("questions"))
    def asked(self, obj: Any) -> int:
        return obj.asked_total

    @admin.display(description=_("not carried over"))
    def not_carried_list(self, obj: Questionnaire) -> str:
        return importing.as_list(obj.not_carried)

    @admin.display(description=_("questions"))
    def long_list(self, obj: Questionnaire) -> str:
        return importing.questions_as_list(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    has_delete_permission = has_change_permission

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("import/", view(self.import_workbook), name="collection_questionnaire_import"),
            path("<int:pk>/version/", view(self.new_version), name="collection_questionnaire_version"),
        ]
        return [*own, *super().get_urls()]

    def import_workbook(self, request: HttpRequest) -> HttpResponse:
        return importing.import_view(self, request)

    def new_version(self, request: HttpRequest, pk: int) -> HttpResponse:
        return importing.version_view(self, request, pk)

    def history_of(self, request: HttpRequest, obj: Any) -> list[Events]:
        story = super().history_of(request, obj)
        for question in obj.questions.all():
            story.append(events_of(Question, question.code, pgh_obj_id=question.pk))
        return story
