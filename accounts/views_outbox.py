"""The outbox: what was sent to whom, in their language, with what result; and sending again what did not arrive."""

import base64
import hashlib
import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.access import objects_for
from accounts.actions import send_again
from accounts.models import Letter, LetterQuerySet
from accounts.outbox import OutboxFilterForm, chosen, in_need, kinds_in
from accounts.views import signed_in
from imap.regions.models import RegionalMap

ROWS = 50
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def letters_of(request: HttpRequest) -> LetterQuerySet:
    """The letters that the user's regional i-Maps sent; 404 for those who work on none."""
    if not objects_for(request.user, "regions.edit_regionalmap", RegionalMap).exists():
        raise Http404
    return Letter.objects.visible_to(request.user)


@login_required
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    letters = letters_of(request)
    form = OutboxFilterForm(request.GET, kinds=kinds_in(letters))
    rows = chosen(letters, form).select_related("user", "regional_map").defer("text", "html")
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "is_filtered": any(form.cleaned_data.values()),
        "in_need": in_need(letters),
    }
    return render(request, "account/outbox.html", context)


@login_required
@never_cache
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    return letter_page(request, found_letter(request, pk))


def found_letter(request: HttpRequest, pk: int) -> Letter:
    return get_object_or_404(
        letters_of(request).select_related("user", "regional_map", "sent_again_by"), pk=pk
    )


def letter_page(request: HttpRequest, found: Letter, refusal: str = "", status: int = 200) -> HttpResponse:
    response = render(request, "account/letter.html", {"letter": found, "refusal": refusal}, status=status)
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response


@login_required
@never_cache
@require_safe
@xframe_options_sameorigin
def letter_as_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail's own HTML, for the frame: nothing runs, nothing loads, and only its own style is let in, by its hash."""
    found = found_letter(request, pk)
    response = HttpResponse(found.html)
    style = STYLE.search(found.html)
    admitted = f"'sha256-{digest(style.group(1))}'" if style else "'none'"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {admitted}; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return response


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@login_required
@never_cache
@require_POST
def send_letter_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_letter(request, pk)
    try:
        send_again(letter=found, by=signed_in(request))
    except ValidationError as refused:
        return letter_page(request, found_letter(request, pk), " ".join(refused.messages), status=409)
    messages.success(request, _("The letter is on its way again."))
    return redirect("outbox_letter", pk=pk)
