"""Links that do not answer, with where they stand, for those who can mend them; and where a dead one is archived."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from imap.core.fetching import REASONS
from imap.core.links import Use, uses
from imap.core.models import LinkCheck
from imap.core.pagecache import forget_pages
from imap.newsroom.forms import ArchivedForm, edited_by

ROWS = 50
STATUSES = [
    ("dead", LinkCheck.Status.DEAD.label),
    ("failing", LinkCheck.Status.FAILING.label),
    ("unclear", LinkCheck.Status.UNCLEAR.label),
    ("ok", LinkCheck.Status.OK.label),
    ("new", LinkCheck.Status.NEW.label),
]
TONES = {"dead": "restricted", "failing": "preparation", "unclear": "draft", "ok": "final", "new": "draft"}


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATUSES)


@dataclass(frozen=True)
class Row:
    """A link, with its uses in what the reader edits."""

    link: LinkCheck
    uses: list[Use]

    @property
    def tone(self) -> str:
        return TONES[self.link.status]

    @property
    def why(self) -> str:
        """What the server said, or why it said nothing."""
        if self.link.reason in REASONS:
            return _(REASONS[self.link.reason])
        return _("The server answered %(status)s.") % {"status": self.link.answer} if self.link.answer else ""


def rows_of(user: Any, links: Any) -> list[Row]:
    """Only links that stand in what the user edits: a restricted profile's are seen by those who may read it."""
    found = list(links)
    used = uses(user, [link.address for link in found])
    return [Row(link, used[link.address]) for link in found if link.address in used]


@login_required
@never_cache
@require_safe
def link_list(request: HttpRequest) -> HttpResponse:
    if not edited_by(request.user).exists():
        raise Http404
    form = StatusForm({"status": request.GET.get("status") or "dead"})
    status = form.cleaned_data["status"] if form.is_valid() else "dead"
    rows = rows_of(request.user, LinkCheck.objects.filter(status=status).order_by("failing_since", "address"))
    context = {
        "form": form,
        "status": status,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "newsroom/links.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """One link: where it stands, what it answered, and where it is archived."""
    row = next(iter(rows_of(request.user, LinkCheck.objects.filter(pk=pk))), None)
    if row is None:
        raise Http404
    form = ArchivedForm(request.POST or None, instance=row.link)
    if request.method == "POST" and form.is_valid():
        LinkCheck.objects.filter(pk=pk).update(archived_url=form.cleaned_data["archived_url"])
        forget_pages()
        messages.success(request, _("Kept. Readers find it beside the mark."))
        return redirect("inbox:links")
    return render(
        request, "newsroom/link.html", {"row": row, "form": form}, status=400 if form.errors else 200
    )
