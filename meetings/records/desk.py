"""The check before release, for the secretariat: what was found, what to do about it, and the release itself."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.views import signed_in
from imap.core.numbers import number
from meetings.actions import record as writing
from meetings.actions import release as actions
from meetings.chatham.review import review, table_for
from meetings.models import Meeting, NoteTaker, Record
from meetings.pages import with_heads
from meetings.records.forms import NoteTakerForm, RecordForm

State = Record.State
REFUSED = 422
LONGEST_REASON = 400
TYPED = ("mark", "reason", "text_ar", "text_en", "text_fr")


def run(request: HttpRequest, slug: str) -> Meeting:
    """The meeting, for the staff of its regional i-Map; note-takers have no say in the release."""
    return get_object_or_404(with_heads(Meeting.objects.editable_by(request.user)), slug=slug)


def reviewed(meeting: Meeting, state: str) -> list:
    rows = Record.objects.standing().filter(meeting=meeting, state=state).defer("search")
    rows = rows.select_related("session", "item").prefetch_related("accepted").order_by("order", "id")
    return review(rows, table_for(meeting))


@never_cache
@login_required
@require_safe
def check(request: HttpRequest, slug: str) -> HttpResponse:
    return check_page(request, run(request, slug))


def check_page(request: HttpRequest, meeting: Meeting, refused: dict[str, Any] | None = None) -> HttpResponse:
    """`refused`: what was typed and could not be done, shown again where it was typed; it is stored nowhere."""
    to_check = reviewed(meeting, State.CHECK)
    standing = Record.objects.standing().filter(meeting=meeting).defer("search")
    shown = {str(each.record.pk) for each in to_check}
    context = {
        "meeting": meeting,
        "refused_elsewhere": refused if refused and refused["key"] not in shown else None,
        "with_findings": [each for each in to_check if not each.is_clear],
        "clear": [each for each in to_check if each.is_clear],
        "drafts": standing.filter(state=State.DRAFT).count(),
        "released": reviewed(meeting, State.RELEASED),
        "releases": meeting.releases.select_related("by"),
        "refused": refused,
    }
    return render(request, "meetings/records/check.html", context, status=REFUSED if refused else 200)


@never_cache
@login_required
@require_POST
def send_to_check(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = run(request, slug)
    count = actions.send_to_check(meeting=meeting)
    messages.success(request, _("Sent to the check: %(count)s.") % {"count": number(count, 0)})
    return redirect("records:check", slug)


@sensitive_post_parameters()
@never_cache
@login_required
@require_POST
def resolve(request: HttpRequest, slug: str) -> HttpResponse:
    """One finding: its text is changed, or it is accepted with a reason; or an acceptance is taken back."""
    meeting = run(request, slug)
    key, verb = key_of(request), request.POST.get("verb", "accept")
    try:
        if verb == "change":
            change(meeting, request)
        elif verb == "reopen":
            actions.reopen_finding(meeting=meeting, key=key, mark=request.POST.get("mark", ""))
        else:
            reason = request.POST.get("reason", "").replace("\x00", "")[:LONGEST_REASON]
            actions.accept_finding(meeting=meeting, key=key, mark=request.POST.get("mark", ""), reason=reason)
    except (writing.Meanwhile, ValidationError) as refusal:
        return check_page(request, meeting, refused_with(request, key, refusal))
    return redirect(f"{reverse('records:check', args=[slug])}#record-{key}")


def refused_with(
    request: HttpRequest, key: uuid.UUID, refusal: writing.Meanwhile | ValidationError
) -> dict[str, Any]:
    why = refusal.in_words if isinstance(refusal, writing.Meanwhile) else " ".join(refusal.messages)
    return {
        "why": why,
        "key": str(key),
        **{name: value for name, value in request.POST.items() if name in TYPED},
    }


def key_of(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.UUID(int=0)


def change(meeting: Meeting, request: HttpRequest) -> None:
    form = RecordForm(request.POST, meeting=meeting)
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    writing.keep_record(
        meeting=meeting,
        key=form.cleaned_data["key"],
        said=form.said,
        fingerprint=form.cleaned_data["fingerprint"] or "-",
    )


@never_cache
@login_required
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """GET asks, POST releases what was read there, if it is still clear and still the same."""
    meeting = run(request, slug)
    if request.method != "POST":
        to_check = reviewed(meeting, State.CHECK)
        context = {
            "meeting": meeting,
            "clear": (clear := [each for each in to_check if each.is_clear]),
            "stamp": actions.stamp_of(clear),
            "kept_back": [each for each in to_check if not each.is_clear],
            "dropped": Record.objects.filter(meeting=meeting, is_dropped=True).count(),
        }
        return render(request, "meetings/records/release.html", context)
    try:
        made = actions.release_records(
            meeting=meeting, by=signed_in(request), read=request.POST.get("read", "")
        )
    except actions.ChangedSince as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("records:release", slug)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("records:check", slug)
    said = ngettext("%(count)s record is released.", "%(count)s records are released.", made.records)
    messages.success(request, said % {"count": number(made.records, 0)})
    return redirect("records:check", slug)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = run(request, slug)
    try:
        actions.withdraw_record(meeting=meeting, key=key_of(request))
        messages.success(request, _("The record is withdrawn: it left the summary and is back at the check."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("records:check", slug)


@never_cache
@login_required
def note_takers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes notes beside the staff: named by mail address, dismissed with one click."""
    meeting = run(request, slug)
    if request.method == "POST" and (dismissed := request.POST.get("dismiss", "")).isdecimal():
        actions.dismiss_note_taker(meeting=meeting, key=int(dismissed[:18]))
        return redirect("records:note_takers", slug)
    form = NoteTakerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.user:
        actions.name_note_taker(meeting=meeting, user=form.user)
        return redirect("records:note_takers", slug)
    rows = NoteTaker.objects.filter(meeting=meeting).select_related("user")
    return render(
        request, "meetings/records/note_takers.html", {"meeting": meeting, "form": form, "rows": rows}
    )
