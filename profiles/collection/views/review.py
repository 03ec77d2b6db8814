"""The secretariat's side of a submission: read, accept or ask for a change question by question, compile, compare."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from imap.core.difference import difference_of
from imap.core.translation import LANGUAGES, OWN_NAMES, Text, direction_of
from profiles.collection import actions
from profiles.collection.models import Answer, Submission
from profiles.collection.sheet import Sheet
from profiles.collection.views.answering import find
from profiles.collection.views.pages import conflict_page, person
from profiles.models import Edition, Section


def find_mine(request: HttpRequest, pk: int) -> Submission:
    """403 for those who see the submission because they answer it."""
    found = find(request, pk)
    if not Submission.objects.editable_by(request.user).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


def following_edition(submission: Submission) -> Edition | None:
    """The edition that the answers are or would be compiled into."""
    questionnaire = submission.round.questionnaire
    rows = Edition.objects.filter(
        profile__regional_map=questionnaire.regional_map_id,
        profile__pillar=questionnaire.pillar_id,
        profile__country=submission.country_id,
    )
    return rows.unissued().select_related("profile__regional_map").order_by("-number").first()


@never_cache
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_mine(request, pk)
    context = {
        "submission": found,
        "sheet": Sheet(found),
        "verdicts": Answer.Verdict,
        "draft": following_edition(found),
        "is_decidable": found.state == Submission.State.SUBMITTED,
    }
    return render(request, "collection/review.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The verdicts of the form, and what the pressed button says of the whole: `accept`, `return`, or only save."""
    found = find_mine(request, pk)
    try:
        save_verdicts(request, found)
        if "accept" in request.POST:
            actions.accept(submission=found, by=person(request))
            told(request, found, _("Accepted."))
        elif "return" in request.POST:
            actions.give_back(submission=found, by=person(request))
            told(request, found, _("Returned for changes."))
        else:
            messages.success(request, _("Saved."))
    except actions.WrongState as why:
        return conflict_page(request, found, str(why))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("collection:review", pk)


def told(request: HttpRequest, submission: Submission, done: str) -> None:
    messages.success(request, done)
    if submission.focal_points.exists():
        messages.info(request, _("The state has been told."))
    else:
        messages.warning(request, _("Nobody was told: the state has no focal point."))


def save_verdicts(request: HttpRequest, submission: Submission) -> None:
    for answer in submission.answers.select_related("submission__round__regional_map"):
        verdict = request.POST.get(f"verdict-{answer.pk}")
        remark = request.POST.get(f"remark-{answer.pk}", "").strip()
        if verdict not in Answer.Verdict.values or (answer.verdict, answer.remark) == (verdict, remark):
            continue
        actions.judge(answer=answer, verdict=verdict, remark=remark, by=person(request))


@login_required
@require_POST
def decide_extension(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_mine(request, pk)
    if found.asked_due_on is None:
        return conflict_page(request, found, _("No extension is asked for any more: it was decided already."))
    actions.decide_extension(submission=found, granted="grant" in request.POST, by=person(request))
    told(request, found, _("Decided."))
    return redirect("collection:review", pk)


@login_required
@require_POST
def compile_answers(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_mine(request, pk)
    try:
        draft = actions.compile_submission(submission=found, by=person(request))
    except actions.WrongState as why:
        return conflict_page(request, found, str(why))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("collection:review", pk)
    messages.success(request, _("Compiled into the draft “%(edition)s”.") % {"edition": draft.label})
    if lost := actions.definitions_without_place(found):
        said = ngettext(
            "%(count)d national definition has no term to stand under. It is listed below.",
            "%(count)d national definitions have no term to stand under. They are listed below.",
            len(lost),
        )
        messages.warning(request, said % {"count": len(lost)})
    return redirect("collection:difference", pk)


@dataclass(frozen=True)
class Changed:
    """One section in one language: what readers have, beside what the draft says."""

    heading: Text
    language: str
    words: Any

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def language_name(self) -> str:
        return OWN_NAMES[self.language]


def changes(draft: Edition) -> list[Changed]:
    current = Edition.objects.current().filter(profile=draft.profile_id).first()
    before = {section.code: section for section in current.sections.all()} if current else {}
    return [
        Changed(section.shown_heading, language, difference_of(was, is_now))
        for section in draft.sections.select_related("template").order_by("order")
        for language in LANGUAGES
        if (was := body(before.get(section.template.code), language)) != (is_now := body(section, language))
    ]


def body(section: Section | None, language: str) -> str:
    return (getattr(section, f"body_{language}") or "") if section else ""


@never_cache
@login_required
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """What the draft changes against the published edition, section by section."""
    found = find_mine(request, pk)
    draft = following_edition(found)
    context = {
        "submission": found,
        "draft": draft,
        "changes": changes(draft) if draft else [],
        "definitions": actions.definitions_without_place(found),
    }
    return render(request, "collection/difference.html", context)
