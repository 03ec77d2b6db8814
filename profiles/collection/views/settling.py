"""After an upload: where a colleague changed the same answer meanwhile, one is chosen, question by question."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from imap.core.translation import reading_language
from profiles.collection import actions
from profiles.collection.forms import given_in, is_in
from profiles.collection.models import Answer, Submission
from profiles.collection.sheet import Item, Sheet
from profiles.collection.views.answering import find, must_answer
from profiles.collection.views.one_person import of_one_person
from profiles.collection.views.pages import conflict_page, kept, saved_answer
from profiles.collection.workbook.settling import Clash
from profiles.collection.workbook.write import SPARE


def clashes_page(
    request: HttpRequest,
    submission: Submission,
    clashes: list[Clash],
    outcome: actions.Outcome,
    status: int = 409,
) -> HttpResponse:
    """Both answers beside each other, with the choice; the workbook's own travels with the page."""
    language = reading_language()
    context = {
        "submission": submission,
        "outcome": outcome,
        "clashes": [(each, kept(each.item.question, each.theirs, language)) for each in clashes],
    }
    return render(request, "collection/upload.html", context, status=status)


@never_cache
@login_required
@of_one_person
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What was chosen is done; what was not, or was changed once more, is shown again. Nothing is written over unseen."""
    found = find(request, pk)
    must_answer(request, found)
    if request.method != "POST":
        return redirect("collection:submission", pk)
    outcome, left = actions.Outcome(), []
    for item in asked_in(request, found):
        try:
            if (clash := settled(request, found, item, outcome)) is not None:
                left.append(clash)
        except actions.NotWritable:
            return conflict_page(request, found)
    if left:
        messages.error(request, _("Choose one of the two answers for each question."))
        return clashes_page(request, found, left, outcome)
    said = ngettext("%(count)d answer of the workbook is saved.", "%(count)d answers of the workbook are saved.", outcome.saved)  # fmt: skip
    messages.success(request, said % {"count": outcome.saved})
    return redirect("collection:submission", pk)


def asked_in(request: HttpRequest, submission: Submission) -> list[Item]:
    items = [item for part in Sheet(submission, spare=SPARE).parts for item in part.items]
    return [item for item in items if is_in(request.POST, item)]


def settled(
    request: HttpRequest, submission: Submission, item: Item, outcome: actions.Outcome
) -> Clash | None:
    """None where one of the two was taken."""
    choice, given = request.POST.get(f"choice-{item.name}"), given_in(request.POST, item)
    if choice == "theirs":
        return None
    if choice != "mine":
        return Clash(
            item, given, item.answer or Answer(submission=submission, question=item.question, version=0)
        )
    try:
        actions.save_answer(**saved_answer(request, submission, item))
    except actions.Conflict as conflict:
        return Clash(item, given, conflict.theirs)
    outcome.saved += 1
    return None
