"""XLIFF files of an edition in one language: given out by GET, taken back by POST."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from profiles.models import Edition
from profiles.translation import doors
from profiles.translation.exchange import ImportRefused, Taken, import_xliff
from profiles.translation.xliff import export


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("XLIFF file"), allow_empty_file=True)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %s.") % filesizeformat(settings.UPLOAD_MAX_BYTES)
            )
        return file


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def xliff(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    edition, mine = doors.edition_to_translate(request, pk)
    if language not in edition.profile.regional_map.languages:
        raise Http404
    if language not in mine:
        raise PermissionDenied
    if request.method == "POST":
        return taken_in(request, edition, language)
    made = export(edition, language)
    if not made.segments:
        reasons = [_("There is no text to translate into this language now.")]
        return refused(request, edition, language, reasons, 409)
    doors.note_reading(request, edition, language)
    response = HttpResponse(made.content, content_type="application/x-xliff+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def taken_in(request: HttpRequest, edition: Edition, language: str) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, edition, language, [str(line) for line in form.errors["file"]], 400)
    try:
        taken = import_xliff(
            edition=edition,
            language=language,
            content=form.cleaned_data["file"].read(),
            by=doors.person(request),
        )
    except ImportRefused as error:
        return refused(request, edition, language, error.messages, 409)
    tell(request, taken)
    return redirect("translations:edition", edition.pk)


def refused(
    request: HttpRequest, edition: Edition, language: str, reasons: list[str], status: int
) -> HttpResponse:
    context = {
        "edition": edition,
        "language": language,
        "reasons": reasons,
        "was_sent": request.method == "POST",
    }
    return render(request, "workspace/translations/import_refused.html", context, status=status)


def tell(request: HttpRequest, taken: Taken) -> None:
    finished, kept = len(taken.finished), len(taken.in_progress)
    if taken.again and not finished and not kept:
        messages.info(
            request, _("This file was taken in already: what it says stands here. Nothing was changed.")
        )
        return
    left = len(taken.unchanged) + len(taken.again)
    said = [
        ngettext("%d text finished.", "%d texts finished.", finished) % finished,
        ngettext("%d text kept as work in progress.", "%d texts kept as work in progress.", kept) % kept,
        ngettext("%d left as it was.", "%d left as they were.", left) % left,
    ]
    messages.success(request, " ".join(said))
