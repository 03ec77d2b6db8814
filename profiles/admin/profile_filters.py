"""What an editor asks the list of profiles."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from imap.core.admin.filters import Question
from imap.core.translation import LANGUAGES, OWN_NAMES
from imap.regions.models import MapPillar
from profiles.models import Edition, Profile


def current() -> models.QuerySet[Edition]:
    return Edition.objects.current().filter(profile=OuterRef("pk"))


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [*Edition.Standing.choices, ("none", _("nothing published yet"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() == "none":
            return queryset.exclude(Exists(current()))
        if self.value() in Edition.Standing.values:
            return queryset.filter(Exists(current().filter(standing=self.value())))
        return queryset


class HasDraft(Question):
    title = _("draft")
    parameter_name = "has_draft"
    yes_label = _("has a draft")
    no_label = _("has none")

    def matching(self, queryset: models.QuerySet) -> Exists:
        return Exists(Edition.objects.unissued().filter(profile=OuterRef("pk")))


class UpdateDue(Question):
    title = _("update")
    parameter_name = "update_due"
    yes_label = _("due")

    def matching(self, queryset: models.QuerySet) -> Q:
        return Q(update_due__lt=date.today())


class LanguageMissing(admin.SimpleListFilter):
    title = _("language missing")
    parameter_name = "language_missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(code, OWN_NAMES[code]) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Published, in a regional i-Map that keeps the language, and not complete in it."""
        code = self.value()
        if code not in LANGUAGES:
            return queryset
        lacking = current().exclude(languages__contains=[code])
        return queryset.filter(Exists(lacking), regional_map__languages__contains=[code])


class Restricted(Question):
    title = _("access")
    parameter_name = "restricted"
    yes_label = _("restricted")
    no_label = _("public")

    def matching(self, queryset: models.QuerySet) -> Q:
        closed = ~Q(map_pillar__access=MapPillar.Access.PUBLIC) | ~Q(audience=Profile.Audience.PILLAR)
        return closed | Q(is_unlisted=True)


class PublishedBetween(admin.ListFilter):
    """Two days, written by the editor; one alone is open at the other end."""

    title = _("published between")
    template = "admin/filters/between.html"
    parameter_name = "published"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self) -> list[str]:
        return ["published_from", "published_to"]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> list[dict[str, Any]]:
        others = {k: v for k, v in changelist.params.items() if k not in self.expected_parameters()}
        return [{"hidden": others, **self.used_parameters}]

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(str(self.used_parameters.get(name, "")))
        except ValueError:
            return None

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        first, last = self.day("published_from"), self.day("published_to")
        if first:
            queryset = queryset.filter(published_on__gte=first)
        return queryset.filter(published_on__lte=last) if last else queryset


def with_editions(queryset: models.QuerySet) -> models.QuerySet:
    """What the list's columns show of each profile's editions, without their texts."""
    heads = current()
    draft = Edition.objects.unissued().filter(profile=OuterRef("pk"))
    return queryset.annotate(
        current_id=models.Subquery(heads.values("pk")[:1]),
        current_standing=models.Subquery(heads.values("standing")[:1]),
        current_languages=models.Subquery(heads.values("languages")[:1]),
        draft_id=models.Subquery(draft.values("pk")[:1]),
    )
