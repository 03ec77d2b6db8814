"""What a focal point states for its state, and what the secretariat confirms: offers, needs, priorities, capacities, steps of roadmaps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import can
from accounts.models import User
from accounts.views import signed_in
from meetings.cooperation import actions
from meetings.cooperation.circle import maps_spoken_in
from meetings.cooperation.forms import CapacityForm, ExpertiseForm, PriorityForm, RoadmapStepForm
from meetings.cooperation.models import Capacity, Expertise, Priority, Roadmap, RoadmapStep
from meetings.cooperation.twins import StatedAlready
from profiles.actions import NotAllowed

KINDS: dict[str, tuple[Any, Any]] = {
    "priority": (Priority, PriorityForm),
    "capacity": (Capacity, CapacityForm),
}


def must_speak(user: User) -> None:
    """A focal point of a state."""
    organisation = user.organisation
    if organisation is None or organisation.country_id is None or not maps_spoken_in(user).exists():
        raise PermissionDenied


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing: a form that was sent empty is told what is missing."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, form: Any, title: str, back: str = "cooperation:home") -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse(back)}
    return render(request, "cooperation/form.html", context, status=400 if form.is_bound else 200)


def keep_expertise(row: Expertise) -> None:
    actions.keep_expertise(expertise=row)


def keep_stated(row: Priority | Capacity) -> None:
    actions.keep_stated(stated=row)


def is_kept(form: Any, keep: Callable[[Any], None]) -> bool:
    """Or the form says that the same stands already, and where."""
    try:
        keep(form.written())
    except StatedAlready as refusal:
        form.add_error(None, pointing_to(refusal.twin, form.user))
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def pointing_to(twin: Any, user: User) -> SafeString:
    """To its form where the reader may change it, else to its row in the registry."""
    kind = type(twin)._meta.model_name
    is_own = type(twin).objects.editable_by(user).filter(pk=twin.pk).exists()
    url = reverse(f"cooperation:{kind}_edit", args=[twin.pk]) if is_own else twin.get_absolute_url()
    return format_html(
        '{} <a href="{}">{}</a>',
        _("The same is stated already. Change the one that stands, or write what is different."),
        url,
        _("Show the one that stands"),
    )


@never_cache
@login_required
def new_expertise(request: HttpRequest, side: str) -> HttpResponse:
    user = signed_in(request)
    must_speak(user)
    if side not in Expertise.Side.values:
        raise Http404
    row = Expertise(side=side, organisation=user.organisation, languages=[], forms=[])
    form = ExpertiseForm(sent(request), instance=row, user=user)
    if request.method == "POST" and form.is_valid() and is_kept(form, keep_expertise):
        messages.success(request, _("It is kept. The secretariat looks for who fits."))
        return redirect("cooperation:home")
    title = _("Offer expertise") if side == Expertise.Side.OFFER else _("State a need for expertise")
    return form_page(request, form, title)


@never_cache
@login_required
def edit_expertise(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    row = get_object_or_404(
        Expertise.objects.editable_by(user).select_related("regional_map", "organisation"), pk=pk
    )
    form = ExpertiseForm(sent(request), instance=row, user=user, language=request.GET.get("in", ""))
    if request.method == "POST" and form.is_valid() and is_kept(form, keep_expertise):
        messages.success(request, _("Saved."))
        return redirect("cooperation:home")
    return form_page(request, form, _("Change an offer") if row.is_offer else _("Change a need"))


@login_required
@require_POST
def open_expertise(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, or open it again: nothing is lost by either."""
    row = get_object_or_404(Expertise.objects.editable_by(request.user), pk=pk)
    is_open = request.POST.get("is_open") == "1"
    try:
        actions.set_open(expertise=row, is_open=is_open)
    except StatedAlready as refusal:
        messages.error(request, pointing_to(refusal.twin, signed_in(request)))
        return redirect("cooperation:home")
    messages.success(
        request, _("It is open again.") if is_open else _("It is closed: it is shown and matched no more.")
    )
    return redirect("cooperation:home")


@never_cache
@login_required
def new_stated(request: HttpRequest, kind: str) -> HttpResponse:
    user = signed_in(request)
    must_speak(user)
    model, form_class = KINDS[kind]
    row = model(organisation=user.organisation, stated_by=user)
    form = form_class(sent(request), instance=row, user=user)
    if request.method == "POST" and form.is_valid() and is_kept(form, keep_stated):
        messages.success(request, _("It is kept, and read by others once the secretariat has confirmed it."))
        return redirect("cooperation:home")
    return form_page(
        request, form, _("State a priority") if kind == "priority" else _("Add to the inventory")
    )


def to_be_changed(model: Any, request: HttpRequest) -> QuerySet:
    """What the user may change. What is sent of a row that was confirmed meanwhile is found too: it is told so, and loses nothing."""
    rows = model.objects.editable_by(request.user)
    if request.method != "POST":
        return rows
    own = model.objects.filter(rows.own_state(request.user)).values("pk")
    return model.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=own))


@never_cache
@login_required
def edit_stated(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    model, form_class = KINDS[kind]
    row = get_object_or_404(to_be_changed(model, request), pk=pk)
    form = form_class(sent(request), instance=row, user=user, language=request.GET.get("in", ""))
    if not model.objects.editable_by(user).filter(pk=pk).exists():
        form.add_error(None, actions.confirmed_meanwhile())
    if request.method == "POST" and form.is_valid() and is_kept(form, keep_stated):
        messages.success(request, _("Saved."))
        return redirect("cooperation:home")
    return form_page(
        request, form, _("Change a priority") if kind == "priority" else _("Change the inventory")
    )


@login_required
@require_POST
def confirm(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    user = signed_in(request)
    row = get_object_or_404(KINDS[kind][0].objects.visible_to(user), pk=pk)
    if not can(user, "regions.edit_regionalmap", row.map_pillar.regional_map):
        raise PermissionDenied
    actions.confirm(stated=row, by=user)
    messages.success(request, _("Confirmed. It is read as the pillar’s rule says."))
    return redirect("cooperation:home")


@never_cache
@login_required
def edit_roadmap_step(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Roadmap.objects.editable_by(request.user).values("pk")
    row = get_object_or_404(RoadmapStep.objects.filter(roadmap__in=mine).select_related("roadmap"), pk=pk)
    form = RoadmapStepForm(sent(request), instance=row, language=request.GET.get("in", ""))
    if request.method == "POST" and form.is_valid():
        actions.keep_roadmap_step(step=form.written())
        messages.success(request, _("Saved."))
        return redirect(row.roadmap)
    return form_page(request, form, str(row.shown_title))
