"""Pages of an agency's validators: what awaits them, one section to check, and the threads of remarks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views import signed_in
from profiles import actions
from profiles.actions.remark import edition_of
from profiles.actions.validation import is_of_agency, mark_of
from profiles.actors import is_of_secretariat
from profiles.desk import threads
from profiles.forms import RemarkForm, VerdictForm
from profiles.models import Edition, Remark, Validation
from profiles.refused import not_allowed, not_kept
from profiles.texts import beside, changed_since, changed_since_published, published_texts, source_section

HEADS = (
    "section__template", "section__edition__profile__regional_map", "section__edition__profile__map_pillar",
    "section__edition__profile__pillar", "section__edition__profile__country", "agency", "taken_by", "given_by",
)  # fmt: skip


def find(request: HttpRequest, pk: int) -> Validation:
    return get_object_or_404(Validation.objects.visible_to(request.user).select_related(*HEADS), pk=pk)


@never_cache
@login_required
@require_safe
def validations(request: HttpRequest) -> HttpResponse:
    """What is still to be given, the most urgent first; and what was given, while the edition is checked."""
    mine = Validation.objects.visible_to(request.user).select_related(*HEADS)
    rows = list(mine.filter(section__edition__in=Edition.objects.under_review()).order_by("due_on", "pk"))
    context = {
        "awaited": [row for row in rows if row.is_awaited],
        "given": [row for row in rows if not row.is_awaited],
        "agencies": len({row.agency_id for row in rows}) > 1,
    }
    return render(request, "workspace/validations.html", context)


@never_cache
@login_required
@require_safe
def validation(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    return page(request, row)


def page(
    request: HttpRequest, row: Validation, form: VerdictForm | None = None, remark: RemarkForm | None = None
) -> HttpResponse:
    user, section = signed_in(request), row.section
    edition = section.edition
    is_agency = is_of_agency(user, row)
    stands_in = not is_agency and is_of_secretariat(user, edition)
    context: dict[str, Any] = {
        "validation": row,
        "edition": edition,
        "profile": edition.profile,
        "regional_map": edition.profile.regional_map,
        "section": source_section(section),
        "beside": beside(section),
        "guidance": section.template.shown_guidance,
        "since_verdict": changed_since(section, row.seen, row.seen_language) if row.is_stale else None,
        "since_published": changed_since_published(section, published_texts(edition)),
        "form": form or VerdictForm(initial={"mark": mark_of(section)}, stands_in=stands_in),
        "remark_form": remark or RemarkForm(),
        "threads": threads(row.remarks.all()),
        "may_decide": edition.is_under_review and (stands_in or row.taken_by_id in (None, user.pk)),
        "is_agency": is_agency,
        "stands_in": stands_in,
        "is_mine": row.taken_by_id == user.pk,
    }
    return render(request, "workspace/validation.html", context)


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Take the review, hand it back, give the verdict, or say something."""
    row = find(request, pk)
    verbs = {"take": take, "hand-back": hand_back, "verdict": give, "remark": say}
    if verb not in verbs:
        raise Http404
    try:
        return verbs[verb](request, row)
    except actions.NotAllowed as refusal:
        return not_allowed(request, refusal, reverse("workspace:validation", args=[row.pk]))


def take(request: HttpRequest, row: Validation) -> HttpResponse:
    actions.take_review(validation=row, by=signed_in(request))
    messages.success(request, _("The review is yours. Your colleagues see that you have it."))
    return redirect("workspace:validation", row.pk)


def hand_back(request: HttpRequest, row: Validation) -> HttpResponse:
    actions.hand_back(validation=row, by=signed_in(request))
    messages.success(request, _("The review is handed back: a colleague can take it."))
    return redirect("workspace:validation", row.pk)


def give(request: HttpRequest, row: Validation) -> HttpResponse:
    user = signed_in(request)
    stands_in = not is_of_agency(user, row) and is_of_secretariat(user, row.section.edition)
    form = VerdictForm(request.POST, stands_in=stands_in)
    if not form.is_valid():
        return page(request, row, form)
    try:
        actions.give_verdict(validation=row, by=user, **form.cleaned_data)
    except actions.NotReady as refusal:
        for reason in refusal.messages:
            form.add_error(None, reason)
        form.data = {**request.POST.dict(), "mark": mark_of(row.section)}
        return page(request, find(request, row.pk), form)
    messages.success(request, _("Your verdict is kept."))
    return redirect("workspace:validations")


def say(request: HttpRequest, row: Validation) -> HttpResponse:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return page(request, row, remark=form)
    actions.say(by=signed_in(request), validation=row, **form.cleaned_data)
    messages.success(request, _("Your remark is kept."))
    return redirect(reverse("workspace:validation", args=[row.pk]) + "#remarks")


@login_required
@require_POST
def act_on_remark(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Answer a thread, resolve it, or open it again."""
    row = get_object_or_404(Remark.objects.visible_to(request.user), pk=pk)
    back = place_of(row)
    if verb == "answer":
        return answer(request, row, back)
    try:
        if verb in ("resolve", "reopen"):
            getattr(actions, verb)(remark=row, by=signed_in(request))
        else:
            raise Http404
    except actions.NotAllowed as refusal:
        return not_allowed(request, refusal, back)
    return redirect(back)


def answer(request: HttpRequest, row: Remark, back: str) -> HttpResponse:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return not_kept(request, " ".join(line for lines in form.errors.values() for line in lines), back)
    actions.say(by=signed_in(request), parent=row, **form.cleaned_data)
    return redirect(back)


def place_of(row: Remark) -> str:
    """The page on which a thread stands."""
    if row.validation_id:
        return reverse("workspace:validation", args=[row.validation_id]) + "#remarks"
    return reverse("workspace:desk", args=[edition_of(row).pk]) + "#remarks"
