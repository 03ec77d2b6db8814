"""Editions: a draft is written section by section; an issued one is read, and followed by the next."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, holds, maps_of, staff
from accounts.models import User
from imap.core.admin import in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.admin.versions import VersionedForm
from imap.core.alphabet import Alphabetical
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of, listed, reading_language
from imap.regions.models import Pillar
from profiles import actions
from profiles.admin import filling, meanwhile, publishing
from profiles.admin.preview import PreviewForm, preview
from profiles.admin.profile_filters import PublishedBetween
from profiles.admin.sections import SectionInline
from profiles.models import Citation, Edition, Section, SectionVersion, Validation
from profiles.models.template import Kind


class ProfileColumnFilter(admin.SimpleListFilter):
    """Editions by a column of their profile."""

    column = ""

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        known = {str(key) for key, _name in self.lookup_choices}
        return (
            queryset.filter(**{f"profile__{self.column}": self.value()})
            if self.value() in known
            else queryset
        )


class MapFilter(ProfileColumnFilter):
    title, parameter_name, column = _("regional i-Map"), "map", "regional_map"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in maps_of(request)]


class PillarFilter(ProfileColumnFilter):
    title, parameter_name, column = _("pillar"), "pillar", "pillar"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in Pillar.objects.all()]


class KindFilter(ProfileColumnFilter):
    title, parameter_name, column = _("kind"), "kind", "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(Kind.choices)


def is_nobody_elses(edition: Edition) -> bool:
    """A draft on which no agency and no state has been asked yet."""
    is_asked = Validation.objects.filter(section__edition=edition).exists() or edition.endorsements.exists()  # type: ignore[attr-defined]
    return edition.state == Edition.State.DRAFT and not is_asked


@admin.register(Edition)
class EditionAdmin(MapScopedAdmin):
    map_path = "profile__regional_map"
    form = VersionedForm
    list_display = [
        "head",
        "number",
        "label",
        "state_badge",
        "standing",
        "as_of",
        "complete_in",
        "published_on",
    ]
    list_filter = ["state", MapFilter, PillarFilter, KindFilter, "standing", PublishedBetween]
    list_select_related = ["profile__regional_map", "profile__pillar", "profile__map_pillar"]
    search_fields = ["label", "profile__slug", *(f"profile__title_{code}" for code in LANGUAGES)]
    ordering = [Alphabetical("profile__title"), "-number"]
    actions = ["publish_selected"]
    change_form_template = "admin/profiles/edition/change_form.html"
    readonly_fields = ["profile_link", "number", "state_badge", "complete_in", "published_on", "published_by"]
    inlines = [SectionInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Edition]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        issued = (
            ["complete_in", "standing", ("published_on", "published_by")] if obj and not obj.is_draft else []
        )
        head = [
            "profile_link",
            ("number", "state_badge"),
            ("label", "as_of"),
            *issued,
        ]
        return [
            (None, {"fields": head}),
            in_three_languages(_("Summary"), "summary"),
            in_three_languages(_("What changed"), "change_note"),
        ]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The sections of an issued edition are shown as readers see them, by the template."""
        return self.inlines if obj is not None and obj.is_draft else []

    @admin.display(description=_("profile"), ordering=Alphabetical("profile__title"))
    def head(self, obj: Edition) -> str:
        title = obj.profile.shown_title
        return format_html(
            '<span lang="{}" dir="{}">{}</span> <span class="quiet">{}</span>',
            title.language, title.direction, title, obj.profile.pillar,
        )  # fmt: skip

    @admin.display(description=_("profile"))
    def profile_link(self, obj: Edition) -> str:
        address = reverse("admin:profiles_profile_change", args=[obj.profile_id])
        return format_html('<a href="{}">{}</a>', address, obj.profile)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, obj: Edition) -> str:
        return format_html('<span class="badge badge-{}">{}</span>', obj.state, obj.get_state_display())

    @admin.display(description=_("complete in"))
    def complete_in(self, obj: Edition) -> str:
        return listed(OWN_NAMES[code] for code in obj.languages) or "–"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Texts written here together belong together; who checked, endorsed or translated an earlier one is asked again."""
        super().save_related(request, form, formsets, change)
        for section, before in written_anew(formsets):
            actions.note_written(section=section, languages=before, by=staff(request))
            for language, text in before.items():
                actions.keep_replaced(section=section, language=language, text=text)
                actions.keep_saved(section=section, language=language, by=staff(request))
        actions.texts_changed(edition=form.instance, by=staff(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Begun from the profile, never from nothing."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        """Only of what nobody else has worked on."""
        return self.has_change_permission(request, obj) and (obj is None or is_nobody_elses(obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Drafts are deleted one by one, so that each is looked at."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request, "publish")

    @admin.action(description=_("Publish the chosen drafts"), permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, queryset: models.QuerySet[Edition]
    ) -> HttpResponse | None:
        return publishing.publish_selected(self, request, queryset)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            return self.save_view(request, object_id, form_url)
        edition = self.get_object(request, object_id)
        context = self.beside(request, edition) if edition else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    @transaction.atomic
    def save_view(self, request: HttpRequest, object_id: str, form_url: str) -> HttpResponse:
        """What is stored stays as it is while the form is compared with it and saved."""
        meanwhile.hold(object_id)
        edition = self.get_object(request, object_id)
        if edition is None or not edition.is_draft:
            if not self.has_module_permission(request):
                raise PermissionDenied
            return meanwhile.over(self, request, object_id, edition)
        answer = super().change_view(request, object_id, form_url, self.beside(request, edition))
        if isinstance(answer, TemplateResponse):  # not saved
            context: dict[str, Any] = answer.context_data or {}
            context["clashes"] = meanwhile.clashes(context)
        return answer

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        """The columns that were changed, and no other."""
        obj.save(update_fields=form.changed_data)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Edition) -> None:
        meanwhile.hold(str(obj.pk))
        obj.refresh_from_db(fields=["state"])
        if not obj.is_draft:  # published a moment ago
            raise PermissionDenied
        super().delete_model(request, obj)

    def beside(self, request: HttpRequest, edition: Edition) -> dict[str, Any]:
        """What the page offers around the form."""
        return {
            "can_publish": holds(request, "publish", edition.profile.regional_map_id),
            "preview_form": PreviewForm(
                people=self.people(request), initial={"language": reading_language()}
            ),
            "gap_count": 0 if edition.is_draft else len(filling.gaps(edition)),
            "issued_sections": [] if edition.is_draft else issued_sections(edition),
            "unsaved": unsaved(edition, staff(request)),
            "draft": Edition.objects.unissued()
            .filter(profile=edition.profile)
            .exclude(pk=edition.pk)
            .first(),
        }

    def people(self, request: HttpRequest) -> models.QuerySet:
        """The people whom the user's own list shows."""
        user_model = Edition._meta.get_field("published_by").remote_field.model
        return self.admin_site.get_model_admin(user_model).get_queryset(request)

    def get_urls(self) -> list[URLPattern]:
        steps = [
            ("publish", self.publish),
            ("withdraw", self.withdraw),
            ("fill", self.fill),
            ("preview", self.preview),
        ]
        own = [
            path(f"<int:pk>/{step}/", self.admin_site.admin_view(view), name=f"profiles_edition_{step}")
            for step, view in steps
        ]
        return [*own, *super().get_urls()]

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publishing.publish_view(self, request, pk)

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publishing.withdraw_view(self, request, pk)

    def fill(self, request: HttpRequest, pk: int) -> HttpResponse:
        return filling.fill_view(self, request, pk)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.get_object(request, str(pk))
        if edition is None:
            return self.is_not_there(request, pk)
        form = PreviewForm(request.GET, people=self.people(request))
        if form.is_valid():
            return preview(request, edition, form.cleaned_data)
        for name, lines in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            self.message_user(request, f"{label}: {' '.join(map(str, lines))}".lstrip(": "), "ERROR")
        return redirect("admin:profiles_edition_change", edition.pk)

    def history_of(self, request: HttpRequest, obj: Any) -> list[Events]:
        """The edition, each of its sections, and the sources they cite."""
        story = super().history_of(request, obj)
        for section in obj.sections.select_related("template").order_by("order"):
            story += [
                events_of(Section, str(section), pgh_obj_id=section.pk),
                events_of(Citation, _("Source of “%s”") % section, section_id=section.pk),
            ]
        return story


def unsaved(edition: Edition, user: User) -> list[SectionVersion]:
    """What the user typed and did not save, where the text is another than the one that stands."""
    if not edition.is_draft:
        return []
    rows = SectionVersion.objects.left_unsaved_by(user).filter(section__edition=edition)
    rows = rows.select_related("section__template")
    return [row for row in rows if row.text != (getattr(row.section, f"body_{row.language}") or "")]


def written_anew(formsets: Any) -> list[tuple[Section, dict[str, str]]]:
    """Sections of the form with the languages whose text was changed, and the text that stood there before."""
    forms = [form for formset in formsets if formset.model is Section for form in formset.forms]
    return [
        (
            form.instance,
            {code: form.initial[f"body_{code}"] for code in LANGUAGES if f"body_{code}" in form.changed_data},
        )
        for form in forms
    ]


def issued_sections(edition: Edition) -> list[dict[str, Any]]:
    """Sections as they were published, each in the languages it has."""
    rows = edition.sections.prefetch_related("citations").order_by("order")
    return [
        {
            "section": row,
            "texts": [
                {
                    "code": code,
                    "dir": direction_of(code),
                    "name": OWN_NAMES[code],
                    "body": getattr(row, f"body_{code}"),
                }
                for code in LANGUAGES
            ],
            "citations": row.citations.all(),
        }
        for row in rows
    ]
