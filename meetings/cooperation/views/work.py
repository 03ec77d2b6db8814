"""The first page of cooperation for those who work on it: what their state, or their regional i-Map, has in hand."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.views import signed_in
from imap.regions.models import RegionalMap
from meetings.cooperation.circle import maps_spoken_in, of_secretariat
from meetings.cooperation.models import Capacity, Exchange, Expertise, Priority, Roadmap, SupportRequest
from meetings.cooperation.pages import with_expertise_heads, with_stated_heads, with_steps


@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    speaks = user.organisation_id is not None and maps_spoken_in(user).exists()
    runs = RegionalMap.objects.filter(of_secretariat(user, "pk")).exists()
    if not (speaks or runs):
        raise PermissionDenied
    asked = SupportRequest.objects.visible_to(user).select_related("organisation", "theme", "regional_map")
    context: dict[str, Any] = {
        "speaks": speaks,
        "runs": runs,
        "exchanges": list(Exchange.objects.worked_on_by(user).with_heads().order_by("-proposed_at", "-pk")),
        "expertise": list(
            with_expertise_heads(Expertise.objects.editable_by(user)).order_by(
                "-is_open", "side", "organisation__code", "pk"
            )
        ),
        "priorities": in_work(Priority, user),
        "capacities": in_work(Capacity, user),
        "requests": list(asked.order_by("-asked_at", "-pk")),
        "roadmaps": list(with_steps(Roadmap.objects.editable_by(user), user).order_by("city__slug", "kind")),
    }
    return render(request, "cooperation/work.html", context)


def in_work(model: Any, user: Any) -> list[Any]:
    """What the user works on, what waits for confirmation first."""
    rows = model.objects.filter(model.objects.none().worked_on_by(user))
    return list(with_stated_heads(rows).order_by("is_out", "organisation__code", "pk"))
