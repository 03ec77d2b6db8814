"""Meetings with their chairs, sessions, visits, papers, participants and follow-up, for the staff of the regional i-Map."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.scope import MapScopedAdmin
from accounts.models import User
from imap.core.admin import (
    PointField,
    PortalStackedInline,
    PortalTabularInline,
    SameMapForm,
    ScopedFilter,
    in_three_languages,
    not_taken,
    offer,
)
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import InOrder, make_room
from imap.core.translation import columns
from imap.regions.admin import OfTheme
from imap.regions.models import MapPillar, RegionalMap
from meetings import actions
from meetings.models import (
    Chair,
    Decision,
    Delegate,
    Document,
    MapOfMeeting,
    Meeting,
    NoteTaker,
    Participant,
    PillarOfMeeting,
    Session,
    SiteVisit,
    StatedCount,
    ThemeOfMeeting,
)
from meetings.models.meeting import INTERPRETED
from profiles.admin.places import POINT_HELP, base_map

PARTS = (
    PillarOfMeeting,
    MapOfMeeting,
    ThemeOfMeeting,
    Chair,
    Session,
    SiteVisit,
    Document,
    Participant,
    Decision,
    NoteTaker,
)
ORDERED = (Session, SiteVisit, Document, Decision)


class MeetingForm(SameMapForm):
    slug = forms.SlugField(
        label=_("Address"), required=False, help_text=_("Empty: made of the English title and the year.")
    )
    point = PointField(label=_("Location"), help_text=POINT_HELP, required=False)
    interpretation = forms.MultipleChoiceField(
        label=_("Languages of interpretation"),
        choices=INTERPRETED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    tells = forms.BooleanField(
        label=_("Tell those who are invited: a new date or place, or that it is cancelled"), required=False,
        help_text=_("Confirmed delegates, and whoever answers an invitation, get a letter with what holds now and a calendar entry."),
    )  # fmt: skip

    def clean_slug(self) -> str:
        given = self.cleaned_data["slug"] or self.instance.slug
        if given == "personal-link":
            raise ValidationError(_("This address is taken by a page of the portal."))
        made = slugify(f"{self.data.get('title_en', '')} {self.data.get('starts', '')[:4]}")[:120]
        return not_taken(self.instance, given or made)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and len(starts) != len(ends):
            self.add_error("ends", _("Write the end as precisely as the start."))
        self.keep_to_its_map()
        self.keep_seats_taken()
        return cleaned

    def keep_seats_taken(self) -> None:
        """A seat that was promised is not taken away by a number: someone is withdrawn first."""
        seats = self.cleaned_data.get("capacity")
        taken = Delegate.objects.filter(meeting=self.instance.pk, has_seat=True).count()
        if seats is not None and seats < taken:
            self.add_error("capacity", ValidationError(
                ngettext("%(taken)d seat is taken already. Withdraw delegates first, or give at least as many seats.",
                         "%(taken)d seats are taken already. Withdraw delegates first, or give at least as many seats.",
                         taken), params={"taken": taken}))  # fmt: skip

    def keep_to_its_map(self) -> None:
        """Its pillars are those of the regional i-Map that convenes it, which is not held together with itself."""
        own, pillars = self.own_map(), self.cleaned_data.get("pillars")
        if own and "other_maps" in self.cleaned_data:
            self.cleaned_data["other_maps"] = self.cleaned_data["other_maps"].exclude(pk=own)
        if own and pillars:
            known = MapPillar.objects.filter(regional_map=own).values("pillar")
            if strange := list(pillars.exclude(pk__in=known)):
                self.add_error("pillars", ValidationError(_("This regional i-Map has no pillar “%(pillar)s”."),
                               params={"pillar": strange[0]}))  # fmt: skip


class ChairInline(PortalStackedInline):
    model = Chair
    max_num = 2
    autocomplete_fields = ["country"]
    fieldsets = [(None, {"fields": [("side", "country")]}), in_three_languages(None, "function")]


class SessionInline(PortalStackedInline):
    """Its items are written on the session's own page."""

    model = Session
    formset = InOrder
    show_change_link = True
    fieldsets = [
        (None, {"fields": [("order", "day", "starts", "ends")]}),
        in_three_languages(None, "title"),
    ]


class SiteVisitInline(PortalStackedInline):
    model = SiteVisit
    formset = InOrder
    fieldsets = [(None, {"fields": [("order", "day")]}), in_three_languages(None, "place")]


class DocumentInline(PortalStackedInline):
    """Its files are sent in on the document's own page."""

    model = Document
    formset = InOrder
    show_change_link = True
    autocomplete_fields = ["agencies"]
    fieldsets = [
        (None, {"fields": [("order", "kind", "access"), "agencies"]}),
        in_three_languages(None, "title"),
    ]


class ParticipantInline(PortalTabularInline):
    model = Participant
    autocomplete_fields = ["organisation"]


class DecisionInline(PortalStackedInline):
    model = Decision
    formset = InOrder
    autocomplete_fields = ["owner"]
    fieldsets = [
        (None, {"fields": [("order", "due_on", "is_done"), "owner"]}),
        in_three_languages(None, "text"),
    ]


@admin.register(Meeting)
class MeetingAdmin(MapScopedAdmin):
    form = MeetingForm
    list_display = [
        "__str__",
        "starts",
        "city_name_en",
        "country",
        "kind",
        "status",
        "is_listed",
        "regional_map",
    ]
    list_filter = [("regional_map", ScopedFilter), "kind", OfTheme, "status", "is_listed", "access"]
    list_select_related = ["regional_map", "country"]
    ordering = ["-starts", "slug"]
    search_fields = ["slug", "starts", *columns("title", "city_name")]
    autocomplete_fields = ["country", "themes"]
    inlines = [ChairInline, SessionInline, SiteVisitInline, DocumentInline, ParticipantInline, DecisionInline]
    fieldsets = [
        (None, {"fields": [("regional_map", "status"), "kind", "pillars", "other_maps", "themes"]}),
        in_three_languages(_("Title and note"), "title", "note"),
        (_("When"), {"fields": [("starts", "ends"), "tells"]}),
        (_("Where"), {"fields": ["country"]}),
        in_three_languages(None, "city_name"),
        (None, {"fields": ["point"]}),
        (_("Working arrangements"), {"fields": ["capacity", "interpretation"]}),
        (_("Who sees it"), {"fields": ["is_listed", "access", "is_demonstration", "slug"]}),
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "point" in form.base_fields:
            form.base_fields["point"].widget.map_slug = base_map(request, obj)
        return form

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Held together with any public regional i-Map, whoever works on it."""
        if db_field.name != "themes":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "other_maps" and field is not None:
            offer(field, RegionalMap.objects.published())
        return field

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model in ORDERED:
            make_room(formset, "order")
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Letters are written once everything is kept: they say how it stands."""
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("tells"):
            self.tell(request, form.instance)

    def tell(self, request: HttpRequest, meeting: Meeting) -> None:
        try:
            count = actions.tell_of_change(meeting=meeting, by=cast(User, request.user))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.WARNING)
            return
        words = ngettext(
            "%(count)d letter tells of the change.", "%(count)d letters tell of the change.", count
        )
        self.message_user(request, words % {"count": count})

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), *(events_of(part, meeting_id=obj.pk) for part in PARTS)]


@admin.register(StatedCount)
class StatedCountAdmin(MapScopedAdmin):
    """What the page of meetings says above the list."""

    list_display = ["regional_map", "meetings", "countries"]
    list_select_related = ["regional_map"]
