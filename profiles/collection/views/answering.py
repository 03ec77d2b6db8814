"""Answering for a state: the list of what is asked, one submission, one part of it, and saving as one types."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from imap.core.translation import reading_language
from profiles.collection import actions
from profiles.collection.forms import ExtensionForm, UploadForm, given_in, is_in
from profiles.collection.models import Question, Submission
from profiles.collection.numbers import shown_number
from profiles.collection.progress import progress_of
from profiles.collection.sheet import Item, Part, Sheet
from profiles.collection.views.one_person import of_one_person
from profiles.collection.views.pages import (
    conflict_page,
    kept,
    person,
    saved_answer,
    script_words,
    section_fields,
    waiting_words,
)

MOST_LISTED = 50


def find(request: HttpRequest, pk: int) -> Submission:
    rows = Submission.objects.visible_to(request.user).select_related(
        "country", "round__regional_map", "round__questionnaire__pillar", "submitted_by"
    )
    return get_object_or_404(rows, pk=pk)


def is_answering(request: HttpRequest, submission: Submission) -> bool:
    return Submission.objects.answered_by(request.user).contains(submission)


def must_answer(request: HttpRequest, submission: Submission) -> None:
    if not is_answering(request, submission):
        raise PermissionDenied


@never_cache
@login_required
def submissions(request: HttpRequest) -> HttpResponse:
    """What the state is asked, the most urgent first."""
    rows = Submission.objects.answered_by(request.user).select_related(
        "country", "round__regional_map", "round__questionnaire__pillar"
    )
    found = sorted(rows[:MOST_LISTED], key=lambda each: (not each.is_writable, each.due))
    progress = progress_of(found)
    context = {"rows": [(row, *progress[row.pk]) for row in found], "today": date.today()}
    return render(request, "collection/answers.html", context)


@never_cache
@login_required
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """One submission: its parts with progress, and what can be done with it."""
    found = find(request, pk)
    if not is_answering(request, found):
        return redirect("collection:review", pk)
    return submission_page(request, found)


def submission_page(
    request: HttpRequest, found: Submission, extension_form: ExtensionForm | None = None
) -> HttpResponse:
    """With a form that was not right, what was typed in it and what is wrong with it."""
    sheet = Sheet(found)
    shares = {share.group_id: share.user for share in found.shares.select_related("user")}
    context = {
        "submission": found,
        "sheet": sheet,
        "waiting": waiting_words(found, sheet),
        "parts": [(part, shares.get(part.group.pk if part.group else None)) for part in sheet.parts],
        "upload_form": UploadForm(),
        "extension_form": extension_form or ExtensionForm(),
    }
    status = 400 if extension_form else 200
    return render(request, "collection/submission.html", context, status=status)


def find_part(sheet: Sheet, number: int) -> Part:
    part = next((part for part in sheet.parts if part.number == number), None)
    if part is None:
        raise Http404
    return part


@never_cache
@login_required
@of_one_person
def part(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One part as a form. Without scripts it is saved as a whole; with them, question by question."""
    found = find(request, pk)
    must_answer(request, found)
    sheet = Sheet(found)
    shown = find_part(sheet, number)
    if request.method == "POST":
        return save_part(request, found, shown)
    return show_part(request, found, sheet, number)


def show_part(
    request: HttpRequest,
    submission: Submission,
    sheet: Sheet,
    number: int,
    conflicts: Any = None,
    status: int = 200,
) -> HttpResponse:
    shown = find_part(sheet, number)
    numbers = [each.number for each in sheet.parts]
    place = numbers.index(number)
    context = {
        "submission": submission,
        "sheet": sheet,
        "part": shown,
        "fields": section_fields(submission, shown, reading_language(), conflicts or {}),
        "before": numbers[place - 1] if place else None,
        "after": numbers[place + 1] if place + 1 < len(numbers) else None,
        "words": script_words(),
    }
    return render(request, "collection/part.html", context, status=status)


def save_part(request: HttpRequest, submission: Submission, part: Part) -> HttpResponse:
    """Each answer by itself: one that another person changed meanwhile stops none of the others."""
    conflicts: dict[str, Any] = {}
    files: list[str] = []
    for item in part.items:
        if not is_in(request.POST, item):
            continue
        try:
            actions.save_answer(**saved_answer(request, submission, item))
            files += attach_files(request, submission, item)
        except actions.Conflict as conflict:
            conflicts[item.name] = (given_in(request.POST, item), conflict.theirs)
        except actions.NotWritable:
            return conflict_page(request, submission)
    for fault in files:
        messages.error(request, fault)
    fresh = find(request, submission.pk)
    if conflicts:
        messages.error(
            request,
            _(
                "Some answers were changed meanwhile, by a colleague or in another window. Both texts are shown; nothing was overwritten."
            ),
        )
        return show_part(request, fresh, Sheet(fresh), part.number, conflicts, status=409)
    messages.success(request, _("Saved."))
    goal = request.POST.get("then")
    if goal and goal.isascii() and goal.isdigit():
        return redirect("collection:part", submission.pk, int(goal))
    return redirect("collection:part", submission.pk, part.number)


def attach_files(request: HttpRequest, submission: Submission, item: Item) -> list[str]:
    """The files that came with a question; what is wrong with those that were not taken."""
    faults = []
    for upload in request.FILES.getlist(f"f-{item.name}"):
        try:
            actions.attach(
                submission=submission,
                question=item.question,
                entry=item.entry,
                upload=upload,
                by=person(request),
            )
        except ValidationError as error:
            faults += error.messages
    return faults


@never_cache
@login_required
@require_POST
@of_one_person
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """One answer, as it is typed. 409 with both texts where a colleague saved another meanwhile."""
    found = find(request, pk)
    must_answer(request, found)
    key, entry = request.POST.get("question", ""), request.POST.get("entry", "")
    if not (key.isascii() and key.isdigit() and entry.isascii() and entry.isdigit()):
        raise Http404
    item = Sheet(found).find(int(key), int(entry))
    if item is None or item.question.kind in (*Question.UNASKED, Question.Kind.FILE):
        raise Http404
    try:
        _answer, read = actions.save_answer(**saved_answer(request, found, item))
    except actions.Conflict as conflict:
        theirs = conflict.theirs
        return JsonResponse({"conflict": kept(item.question, theirs, reading_language())}, status=409)
    except actions.NotWritable as refusal:
        words = _("This submission is %(state)s and takes no answers now.") % {"state": refusal}
        return JsonResponse({"closed": words}, status=409)
    return JsonResponse(after_saving(find(request, pk), item, read))


def after_saving(submission: Submission, item: Item, read: Any) -> dict[str, Any]:
    """What the page needs to know: the version, what is wrong, which questions are shown now, how far it is."""
    sheet = Sheet(submission)
    now = sheet.find(item.question.pk, item.entry)
    given, total = sheet.progress
    return {
        "version": now.answer.version if now and now.answer else 0,
        "fault": now.fault if now and now.answer and not (read.is_read and not now.is_given) else "",
        "readings": [[each, shown_number(each, reading_language())] for each in read.readings],
        "shown": {each.name: each.is_shown for part in sheet.parts for each in part.items},
        "given": given,
        "total": total,
    }


@login_required
@require_POST
@of_one_person
def take(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = find(request, pk)
    must_answer(request, found)
    shown = find_part(Sheet(found), number)
    try:
        actions.take_part(submission=found, group=shown.group, by=person(request))
    except actions.NotWritable:
        return conflict_page(request, found)
    return redirect("collection:submission", pk)


@never_cache
@login_required
@of_one_person
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what is missing and asks; POST sends it once, however often it comes."""
    found = find(request, pk)
    must_answer(request, found)
    if request.method != "POST":
        if not found.is_writable:
            return redirect("collection:submission", pk)
        return show_submit(request, found)
    try:
        if actions.submit(submission=found, by=person(request)):
            messages.success(request, _("Submitted. The secretariat has been told."))
        else:
            messages.info(request, _("This was submitted already."))
    except actions.Incomplete:
        return show_submit(request, found, status=400)
    except actions.NotWritable:
        return conflict_page(request, found)
    return redirect("collection:submission", pk)


def show_submit(request: HttpRequest, submission: Submission, status: int = 200) -> HttpResponse:
    sheet = Sheet(submission)
    context = {"submission": submission, "sheet": sheet, "waiting": waiting_words(submission, sheet)}
    return render(request, "collection/submit.html", context, status=status)


@login_required
@require_POST
@of_one_person
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    must_answer(request, found)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return submission_page(request, found, form)
    try:
        actions.ask_extension(submission=found, by=person(request), **form.cleaned_data)
        messages.success(request, _("The secretariat has been asked. You get mail when it has decided."))
    except ValidationError as error:
        form.add_error(None, error)
        return submission_page(request, found, form)
    except actions.NotWritable:
        return conflict_page(request, found)
    return redirect("collection:submission", pk)


@never_cache
@login_required
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions and answers on one page, for paper."""
    found = find(request, pk)
    return render(request, "collection/print.html", {"submission": found, "sheet": Sheet(found)})
