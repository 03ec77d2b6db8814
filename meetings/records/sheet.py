"""The sheet that note-takers write on. Every change goes to one address, so that no log line names a record."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of, reading_language
from meetings.actions import record as actions
from meetings.models import Meeting, Record, noted_by
from meetings.pages import with_heads
from meetings.records.forms import KeyForm, RecordForm
from meetings.records.rows import row_of, rows_of, stamp_of

CONFLICT, REFUSED = 409, 422


def noted(request: HttpRequest, slug: str) -> Meeting:
    return get_object_or_404(with_heads(noted_by(request.user)), slug=slug)


@never_cache
@login_required
@require_safe
def meetings_noted(request: HttpRequest) -> HttpResponse:
    """The meetings whose records one writes, the newest first."""
    rows = with_heads(noted_by(request.user)).order_by("-starts", "slug")
    return render(request, "meetings/records/meetings.html", {"meetings": rows})


@never_cache
@login_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    return sheet_page(request, noted(request, slug))


def sheet_page(request: HttpRequest, meeting: Meeting, why: str = "") -> HttpResponse:
    """`why`: what was sent without a script was refused; it stands in the box again."""
    rows, language = rows_of(meeting), reading_language()
    given = request.POST if why else request.GET
    initial = {name: given.get(name) for name in ("session", "item")}
    context = {
        "meeting": meeting,
        "form": RecordForm(
            meeting=meeting, initial={**initial, "kind": given.get("kind", Record.Kind.POINT)}
        ),
        "why": why,
        "typed": given.get(f"text_{language}", "") if why else "",
        "key": uuid.uuid4(),
        "rows": rows,
        "standing": [row for row in rows if not row["is_dropped"]],
        "config": config_of(meeting, rows),
        "languages": [(code, OWN_NAMES[code], direction_of(code)) for code in LANGUAGES],
        "language": language,
        "is_staff_of_it": Meeting.objects.editable_by(request.user).contains(meeting),
    }
    return render(request, "meetings/records/sheet.html", context, status=REFUSED if why else 200)


def config_of(meeting: Meeting, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "rows": rows,
        "stamp": stamp_of(rows),
        "kinds": [[code, str(name)] for code, name in Record.Kind.choices],
        "words": words(),
    }


def words() -> dict[str, str]:
    return {
        "ready": _("All is kept."), "keeping": _("Keeping…"), "offline": _("No connection: kept in this browser and sent later."),
        "signed_out": _("You are signed out. What you typed is kept in this browser: sign in again in another tab."),
        "failed": _("It was not kept. Try again."), "unsent": _("not sent yet"), "edit": _("Change"), "save": _("Save"),
        "cancel": _("Cancel"), "up": _("Move up"), "down": _("Move down"), "merge": _("Merge with the one above"),
        "split": _("Split at the cursor"), "drop": _("Delete"), "undo": _("Bring back"), "dropped": _("Deleted:"),
        "conflict": _("Someone else changed this record meanwhile. It now says:"),
        "deleted": _("Someone else deleted this record meanwhile. It said:"), "mine": _("Keep mine"),
        "theirs": _("Take theirs"), "released": _("released"),
    }  # fmt: skip


@never_cache
@login_required
@require_safe
def rows(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Asked every few seconds; 304 where nothing changed."""
    found = rows_of(noted(request, slug))
    stamp = stamp_of(found)
    if request.headers.get("If-None-Match") == stamp:
        return HttpResponse(status=304, headers={"ETag": stamp})
    return JsonResponse({"rows": found}, headers={"ETag": stamp})


@sensitive_post_parameters()
@never_cache
@login_required
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`verb` says what: keep, drop, bring_back, move, merge, split. JSON for the script, a page without it."""
    meeting = noted(request, slug)
    verb = VERBS.get(request.POST.get("verb", "keep"))
    wants_json = request.accepts("application/json") and "application/json" in request.headers.get(
        "Accept", ""
    )
    try:
        if verb is None:
            raise ValidationError(_("This cannot be done to a record."))
        made = verb(meeting, request)
    except actions.Meanwhile as meanwhile:
        said = {"conflict": row_of(meanwhile.record), "why": meanwhile.in_words}
        return answered(request, meeting, wants_json, CONFLICT, said)
    except ValidationError as refusal:
        return answered(request, meeting, wants_json, REFUSED, {"refusal": " ".join(refusal.messages)})
    return answered(request, meeting, wants_json, 200, {"row": row_of(made) if made else None})


def answered(
    request: HttpRequest, meeting: Meeting, wants_json: bool, status: int, said: dict[str, Any]
) -> HttpResponseBase:
    if wants_json:
        return JsonResponse(said, status=status)
    if refusal := said.get("refusal"):
        return sheet_page(request, meeting, refusal)
    if said.get("conflict"):
        return sheet_page(request, meeting, said["why"])
    return redirect("records:sheet", meeting.slug)


def cleaned(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    return form.cleaned_data


def keep(meeting: Meeting, request: HttpRequest) -> Record:
    form = RecordForm(request.POST, meeting=meeting)
    given = cleaned(form)
    return actions.keep_record(
        meeting=meeting, key=given["key"], said=form.said, fingerprint=given["fingerprint"]
    )


def drop(meeting: Meeting, request: HttpRequest) -> Record:
    given = cleaned(KeyForm(request.POST))
    return actions.drop_record(meeting=meeting, key=given["key"], fingerprint=given["fingerprint"])


def bring_back(meeting: Meeting, request: HttpRequest) -> Record:
    return actions.bring_back(meeting=meeting, key=cleaned(KeyForm(request.POST))["key"])


def move(meeting: Meeting, request: HttpRequest) -> None:
    given = cleaned(KeyForm(request.POST))
    actions.move_record(meeting=meeting, key=given["key"], before=given["other"])


def merge(meeting: Meeting, request: HttpRequest) -> Record:
    given = cleaned(KeyForm(request.POST))
    if given["other"] is None:
        raise ValidationError(_("There is no record before this one."))
    return actions.merge_records(
        meeting=meeting, key=given["key"], fingerprint=given["fingerprint"], into=given["other"],
        into_fingerprint=given["other_fingerprint"],
    )  # fmt: skip


def split(meeting: Meeting, request: HttpRequest) -> Record:
    given = cleaned(KeyForm(request.POST))
    if given["other"] is None:
        raise ValidationError(_("Put the cursor where the second record begins."))
    return actions.split_record(
        meeting=meeting, key=given["key"], fingerprint=given["fingerprint"], language=given["language"] or "en",
        at=given["at"] or 0, new_key=given["other"],
    )  # fmt: skip


VERBS: dict[str, Callable[[Meeting, HttpRequest], Record | None]] = {
    "keep": keep, "drop": drop, "bring_back": bring_back, "move": move, "merge": merge, "split": split,
}  # fmt: skip
