"""Workbooks and attachments of a submission."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from imap.core.sending import send_kept
from imap.core.translation import reading_language
from profiles.collection import actions
from profiles.collection.forms import UploadForm
from profiles.collection.models import Attachment, Submission
from profiles.collection.views.answering import find, must_answer
from profiles.collection.views.one_person import of_one_person
from profiles.collection.views.pages import conflict_page, person
from profiles.collection.views.settling import clashes_page
from profiles.collection.workbook import WrongWorkbook, write_workbook
from profiles.collection.workbook.settling import Clash

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5 * 1024 * 1024


@never_cache
@login_required
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    must_answer(request, found)
    name = slugify(f"{found.round.questionnaire.code}-{found.country.iso3}-{found.round.period}")
    answer = HttpResponse(write_workbook(found), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@login_required
@of_one_person
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Checked cell by cell: with an error in it nothing is saved, and each error says where it is."""
    found = find(request, pk)
    must_answer(request, found)
    if request.method != "POST":  # the list of errors, asked for in another language: the file is not kept
        return redirect("collection:submission", pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the filled workbook first."))
        return redirect("collection:submission", pk)
    chosen = form.cleaned_data["workbook"]
    if chosen.size > MOST_BYTES:
        return refused(request, found, _("The workbook is larger than 5 MB."))
    try:
        outcome = actions.take_workbook(
            submission=found, content=chosen.read(), language=reading_language(), by=person(request)
        )
    except WrongWorkbook as error:
        return refused(request, found, str(error))
    except actions.NotWritable:
        return conflict_page(request, found)
    return shown(request, found, outcome)


def refused(request: HttpRequest, submission: Submission, why: str) -> HttpResponse:
    return render(request, "collection/upload.html", {"submission": submission, "why": why}, status=400)


def shown(request: HttpRequest, submission: Submission, outcome: actions.Outcome) -> HttpResponse:
    clashes = [Clash(*each) for each in outcome.conflicts]
    if outcome.faults or clashes or outcome.hidden:
        status = 400 if outcome.faults else 409 if clashes else 200
        return clashes_page(request, submission, clashes, outcome, status)
    said = ngettext(
        "The workbook was read: %(count)d answer saved.", "The workbook was read: %(count)d answers saved.",
        outcome.saved,
    )  # fmt: skip
    messages.success(request, said % {"count": outcome.saved})
    return redirect("collection:submission", submission.pk)


def find_file(request: HttpRequest, pk: int, file: int) -> Attachment:
    rows = Attachment.objects.visible_to(request.user).filter(answer__submission=pk)
    return get_object_or_404(rows.select_related("answer__submission__round__questionnaire"), pk=file)


@never_cache
@login_required
def attachment(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    found = find_file(request, pk, file)
    return send_kept(found.file, found.name)


@login_required
@require_POST
@of_one_person
def remove(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    found = find_file(request, pk, file)
    if not Submission.objects.answered_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    try:
        actions.detach(attachment=found, by=person(request))
        messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    except actions.NotWritable:
        return conflict_page(request, found.answer.submission)
    return redirect("collection:submission", pk)
