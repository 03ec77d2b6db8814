"""A delegate list from a workbook: the empty one, the check with a preview, and taking it over as a whole or not at all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from imap.core.translation import LANGUAGES
from meetings import actions
from meetings.delegation.finding import person, refused
from meetings.delegation.forms import ListForm
from meetings.delegation.sheet.check import Checked, check
from meetings.delegation.sheet.read import Row, read_list
from meetings.delegation.sheet.template import write_template
from meetings.models import Invitation, Meeting
from meetings.pages import with_heads
from profiles.collection.workbook import WrongWorkbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 2 * 1024 * 1024
SALT = "meetings.delegate-list"
AN_HOUR = 3600


def find(request: HttpRequest, slug: str) -> tuple[Meeting, list[Invitation]]:
    """The meeting, and the invitations of it that the user may answer: all of them as its secretariat, else one's own."""
    theirs = Invitation.objects.editable_by(request.user) | Invitation.objects.filter(
        pk__in=Invitation.objects.answerable_by(request.user).values("pk")
    )
    meeting = get_object_or_404(with_heads(Meeting.objects.visible_to(request.user)), slug=slug)
    rows = theirs.filter(meeting=meeting).open().select_related("organisation__country")
    invitations = list(rows.defer("organisation__search", "organisation__country__search"))
    is_secretariat = Meeting.objects.editable_by(request.user).filter(pk=meeting.pk).exists()
    if not invitations and not is_secretariat:
        raise Http404
    return meeting, sorted(invitations, key=lambda row: str(row.organisation))


@never_cache
@login_required
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """POST checks and shows what would be taken over; nothing is kept before that is confirmed."""
    meeting, invitations = find(request, slug)
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"meeting": meeting, "invitations": invitations, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "delegation/import.html", context)
    given = form.cleaned_data["workbook"]
    try:
        if given.size > MOST_BYTES:
            raise WrongWorkbook(_("The workbook is larger than 2 MB."))
        read = read_list(given.read())
    except WrongWorkbook as error:
        return render(request, "delegation/import.html", {**context, "why": str(error)}, status=400)
    context["unread"] = read.unread
    return preview(request, context, check(meeting, invitations, read.rows, read.faults))


def preview(request: HttpRequest, context: dict[str, Any], checked: Checked) -> HttpResponse:
    status = 400 if checked.faults else 200
    if not checked.faults:
        context["kept"] = signing.dumps(
            [[row.sheet, row.number, row.words, row.columns] for row, _invitation, _details in checked.ready],
            salt=salt_of(request, context["meeting"]),
            compress=True,
        )
    return render(request, "delegation/import.html", {**context, "checked": checked}, status=status)


def salt_of(request: HttpRequest, meeting: Meeting) -> str:
    """What was checked by one person for one meeting is confirmed by no other, for no other."""
    return f"{SALT}.{meeting.pk}.{person(request).pk}"


@login_required
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Checked once more: someone may have named a delegate meanwhile. All rows or none."""
    meeting, invitations = find(request, slug)
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=salt_of(request, meeting), max_age=AN_HOUR)
    except signing.BadSignature:
        late = ValidationError(_("The check is more than an hour old. Send the list again."))
        return refused(request, late, reverse("delegates:import", args=[slug]))
    checked = check(meeting, invitations, [Row(*row) for row in kept])
    context = {"meeting": meeting, "invitations": invitations, "form": ListForm()}
    if checked.faults:
        return preview(request, context, checked)
    try:
        with transaction.atomic():
            for _row, invitation, details in checked.ready:
                actions.name_delegate(invitation=invitation, by=person(request), **details)
    except ValidationError as error:
        return refused(request, error, reverse("delegates:import", args=[slug]))
    words = ngettext(
        "%(count)d delegate is named. The secretariat confirms.",
        "%(count)d delegates are named. The secretariat confirms.",
        len(checked.ready),
    )
    messages.success(request, words % {"count": len(checked.ready)})
    return redirect(back_to(request, meeting, invitations))


def back_to(request: HttpRequest, meeting: Meeting, invitations: list[Invitation]) -> str:
    if Meeting.objects.editable_by(request.user).filter(pk=meeting.pk).exists():
        return reverse("delegates:desk", args=[meeting.slug])
    return invitations[0].get_absolute_url()


@never_cache
@login_required
@require_safe
def template(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    meeting, invitations = find(request, slug)
    if language not in LANGUAGES:
        raise Http404
    answer = HttpResponse(write_template(meeting, invitations, language), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{slug}-delegates-{language}.xlsx"'
    return answer
