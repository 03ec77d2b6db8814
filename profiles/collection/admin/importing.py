"""Uploading an XLSForm workbook: rehearsed first, then imported; and the next version of a questionnaire."""

import base64
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.admin.scope import maps_of, staff
from imap.regions.models import MapPillar
from profiles.admin.publishing import page
from profiles.collection import actions
from profiles.collection.admin.forms import ImportForm
from profiles.collection.models import Question, Questionnaire
from profiles.collection.xlsform import Plan, Refused, plan_of
from profiles.collection.xlsform.check import counts


def as_list(lines: list[str]) -> SafeString:
    if not lines:
        return SafeString(_("Everything was carried over."))
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<p>{}</p><ul>{}</ul>", len(lines), items)


def questions_as_list(questionnaire: Questionnaire) -> SafeString:
    """Each question with a link to its page: too many for one form."""
    kinds = dict(Question.Kind.choices)
    rows = (
        (
            reverse("admin:collection_question_change", args=[question.pk]),
            question.code,
            question.shown_label.language,
            question.shown_label.direction,
            question.shown_label,
            kinds[question.kind],
        )
        for question in questionnaire.questions.order_by("order")
    )
    items = format_html_join(
        "",
        '<li><a href="{}" dir="ltr">{}</a> <span lang="{}" dir="{}">{}</span> <span class="quiet">{}</span></li>',
        rows,
    )
    return format_html('<ol class="long-list">{}</ol>', items)


def pairs_of(request: HttpRequest) -> Any:
    rows = MapPillar.objects.filter(regional_map__in=maps_of(request).values("pk"))
    return rows.select_related("regional_map", "pillar")


def import_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET asks for a workbook, POST rehearses it, POST with `rehearsed` imports what was rehearsed."""
    if not model_admin.has_add_permission(request):
        return redirect("admin:index")
    form = ImportForm(request.POST or None, request.FILES or None, pairs=pairs_of(request))
    if "rehearsed" in request.POST:
        return imported(model_admin, request)
    context: dict[str, Any] = {"title": _("Import an XLSForm workbook"), "form": form}
    if request.method == "POST" and form.is_valid():
        context |= rehearsed(request, form.cleaned_data)
    return page(model_admin, request, "admin/collection/questionnaire/import.html", **context)


def rehearsed(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    """What would be made; or why the workbook is refused. What was rehearsed comes back signed, to be imported as it is."""
    content = given["workbook"].read()
    try:
        plan = plan_of(content, given["workbook"].name)
    except Refused as refusal:
        return {"faults": refusal.faults}
    return {
        "plan": plan,
        "kinds": kinds_of(plan),
        "rehearsed": signed(content, given, staff(request).pk),
        "chosen": given,
    }


def kinds_of(plan: Plan) -> list[tuple[Any, int]]:
    labels = dict(Question.Kind.choices)
    return [(labels[kind], count) for kind, count in counts(plan).most_common()]


SIGNER = TimestampSigner(salt="xlsform-rehearsal")
AN_HOUR = 3600


def signed(content: bytes, given: dict[str, Any], by: int) -> str:
    return SIGNER.sign_object(
        {
            "content": base64.b64encode(content).decode(),
            "pair": given["pair"].pk,
            "code": given["code"],
            "name": given["workbook"].name,
            "by": by,
            "version": actions.next_version(given["pair"].regional_map, given["code"]),
        },
        compress=True,
    )


def imported(model_admin: Any, request: HttpRequest) -> HttpResponse:
    try:
        kept = SIGNER.unsign_object(request.POST["rehearsed"], max_age=AN_HOUR)
    except BadSignature:
        messages.error(request, _("The rehearsal is too old. Choose the workbook again."))
        return redirect("admin:collection_questionnaire_import")
    pair = pairs_of(request).filter(pk=kept["pair"]).first()
    if pair is None or kept["by"] != staff(request).pk:
        return model_admin.is_not_there(request, kept["pair"])
    plan = plan_of(base64.b64decode(kept["content"]), kept["name"])
    made = actions.import_questionnaire(
        plan=plan, regional_map=pair.regional_map, pillar=pair.pillar, code=kept["code"], origin=kept["name"][:250],
        by=staff(request), version=kept.get("version"),
    )  # fmt: skip
    messages.success(request, _("“%s” is imported as a draft.") % made)
    return redirect("admin:collection_questionnaire_change", made.pk)


def version_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = model_admin.get_object(request, str(pk))
    if questionnaire is None:
        return model_admin.is_not_there(request, pk)
    if request.method == "POST":
        promised = request.POST.get("version", "")
        version = int(promised) if promised.isascii() and promised.isdigit() else None
        made = actions.new_version(questionnaire=questionnaire, by=staff(request), version=version)
        messages.success(request, _("Version %(version)s is begun as a draft.") % {"version": made.version})
        return redirect("admin:collection_questionnaire_change", made.pk)
    return page(
        model_admin, request, "admin/collection/questionnaire/version.html",
        title=_("New version"), original=questionnaire,
        version=actions.next_version(questionnaire.regional_map, questionnaire.code),
    )  # fmt: skip
