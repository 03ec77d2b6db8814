"""“What awaits me”: the lines that every app has for a person, and the board of a secretariat."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.views import signed_in
from imap.core.awaiting import Task, by_urgency
from imap.newsroom.awaiting import awaiting as awaiting_news
from imap.regions.models import Pillar, RegionalMap
from meetings.awaiting import awaiting as awaiting_meetings
from meetings.cooperation.awaiting import awaiting as awaiting_cooperation
from meetings.cooperation.circle import maps_spoken_in
from meetings.records.awaiting import awaiting as awaiting_records
from profiles.awaiting import awaiting
from profiles.board import board, own_profiles, tables
from profiles.collection import awaiting as rounds
from profiles.collection.models import Submission
from profiles.models.template import Kind
from profiles.translation.awaiting import awaiting as awaiting_translation
from profiles.workflow import UNISSUED

# Each app that has work for people adds its own.
PROVIDERS: list[Callable[[User], list[Task]]] = [
    awaiting,
    rounds.awaiting,
    awaiting_translation,
    awaiting_meetings,
    awaiting_records,
    awaiting_news,
    awaiting_cooperation,
]
STATES = [
    ("", _("All states")),
    *((state.value, state.label) for state in UNISSUED),
    ("none", _("nothing in work")),
]
FRESHNESS = [
    ("", _("All")), ("fresh", _("up to date")), ("soon", _("due soon")), ("overdue", _("overdue")),
    ("never", _("nothing published yet")),
]  # fmt: skip


class BoardForm(forms.Form):
    """What of the board is shown. Empty fields leave it whole."""

    map = forms.ModelChoiceField(
        RegionalMap.objects.none(), label=_("Regional i-Map"), required=False, empty_label=_("All")
    )
    pillar = forms.ModelChoiceField(
        Pillar.objects.all(), label=_("Pillar"), required=False, empty_label=_("All")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Kind.choices])
    state = forms.ChoiceField(label=_("State of the edition in work"), required=False, choices=STATES)
    fresh = forms.ChoiceField(label=_("Freshness"), required=False, choices=FRESHNESS)

    def __init__(self, *args: Any, maps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["map"].queryset = maps  # type: ignore[attr-defined]
        if len(maps) < 2:
            del self.fields["map"]

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


@never_cache
@login_required
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    tasks = sorted((task for provider in PROVIDERS for task in provider(user)), key=by_urgency)
    context: dict[str, Any] = {
        "to_do": [task for task in tasks if task.kind == "do"],
        "waiting": [task for task in tasks if task.kind == "wait"],
        "answers": Submission.objects.answered_by(user).exists(),
        "cooperates": maps_spoken_in(user).exists(),
    }
    profiles = own_profiles(user)
    if profiles.exists():
        context |= board_context(request, profiles)
    return render(request, "workspace/home.html", context)


def board_context(request: HttpRequest, profiles: Any) -> dict[str, Any]:
    maps = RegionalMap.objects.filter(pk__in=profiles.order_by().values("regional_map"))
    form = BoardForm(request.GET, maps=maps)
    asked = form.asked
    for name, column in (("map", "regional_map"), ("pillar", "pillar"), ("kind", "kind")):
        if asked.get(name):
            profiles = profiles.filter(**{column: asked[name]})
    rows = [
        row
        for row in board(profiles)
        if asked.get("state") in (None, "", row.state)
        and asked.get("fresh") in (None, "", row.freshness.code)
    ]
    return {
        "board_form": form,
        "tables": tables(rows),
        "count": len(rows),
        "is_filtered": any(asked.values()),
    }
