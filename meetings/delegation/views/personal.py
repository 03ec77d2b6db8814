"""The page of a delegate: by a personal link, or after signing in. What is opened changes nothing; what is sent does."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.core.internal.ratelimit import consume_or_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from imap.core.sending import send_kept
from meetings import actions, tasks
from meetings.calendar import calendar_of, has_entry
from meetings.delegation.finding import with_meeting
from meetings.delegation.forms import NewLinkForm, OwnForm
from meetings.delegation.papers import companions_of, files_for, meeting_of
from meetings.models import Delegate, Document, DocumentFile, Meeting, PersonalLink
from meetings.pages import agenda

View = Callable[..., HttpResponseBase]


def private(view: View) -> View:
    """Kept by nobody, found by nobody, and its address is told to no other site."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return never_cache(answered)


def by_link(view: View) -> View:
    """Finds the delegate of the address, or says that it opens nothing and how to get a new one.

    A page without a referrer sends its forms without an origin, which the check against forged forms refuses. The secret
    of the address stands in for it: who could forge the form would have to know it.
    """

    @wraps(view)
    def answered(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        link = PersonalLink.objects.opened_by(token).select_related("delegate").first()
        if link is None or not PersonalLink.objects.valid().filter(pk=link.pk).exists():
            return closed(request, link)
        rows = with_meeting(Delegate.objects.select_related("invitation"))
        return view(request, rows.get(pk=link.delegate_id), link, *args, **kwargs)

    return cast(View, csrf_exempt(private(answered)))


def closed(request: HttpRequest, link: PersonalLink | None) -> HttpResponse:
    """404 where the address was altered or cut off, 410 where it no longer opens anything. No word about whom it was for."""
    context = {"is_plain": True, "was_once": link is not None, "form": NewLinkForm()}
    return render(request, "delegation/closed.html", context, status=410 if link else 404)


@by_link
def personal(request: HttpRequest, delegate: Delegate, link: PersonalLink) -> HttpResponse:
    return own_page(request, delegate, Ways.by_link(link))


class Ways:
    """Where the page of a delegate leads, by the way they came."""

    def __init__(self, view: str, args: list[str], link: PersonalLink | None) -> None:
        self.page = reverse(f"meetings:{view}", args=args)
        self.cannot_come = reverse(f"meetings:{view}_cannot_come", args=args)
        self.calendar = reverse(f"meetings:{view}_calendar" if link else "meetings:calendar", args=args)
        self.file = f"meetings:{view}_file"
        self.link, self.args = link, args

    @classmethod
    def by_link(cls, link: PersonalLink) -> "Ways":
        return cls("personal", [link.token], link)

    @classmethod
    def by_account(cls, delegate: Delegate) -> "Ways":
        return cls("my_place", [delegate.meeting.slug], None)


def own_page(request: HttpRequest, delegate: Delegate, ways: Ways) -> HttpResponse:
    form = OwnForm(request.POST or None, instance=delegate, prefix="own")
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.correct_own(delegate=delegate, **form.said)
            messages.success(request, said_of(kept))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(ways.page)
    meeting = meeting_of(delegate)
    context = {
        "is_plain": ways.link is not None,
        "is_changing": request.method == "POST",
        "delegate": delegate,
        "meeting": meeting,
        "agenda": agenda(meeting) if delegate.has_seat else [],
        "companions": companions_of(delegate),
        "form": form,
        "ways": ways,
        "files": [(document, files_of(document, ways)) for document in documents_of(meeting, delegate)],
        "link": ways.link,
    }
    return render(request, "delegation/personal.html", context)


def documents_of(meeting: Meeting, delegate: Delegate) -> list[Document]:
    return list(meeting.documents.all()) if delegate.has_seat else []


def files_of(document: Document, ways: Ways) -> list[tuple[DocumentFile, str]]:
    return [(file, reverse(ways.file, args=[*ways.args, file.pk])) for file in document.files.all()]


def said_of(delegate: Delegate) -> str:
    if delegate.state == Delegate.State.NAMED:
        return _(
            "Saved. Your name or function has changed, so the secretariat confirms you anew; your seat is kept."
        )
    return _("Saved.")


@by_link
def personal_cannot_come(request: HttpRequest, delegate: Delegate, link: PersonalLink) -> HttpResponse:
    return give_up(request, delegate, Ways.by_link(link))


def give_up(request: HttpRequest, delegate: Delegate, ways: Ways) -> HttpResponse:
    """GET asks, POST gives the seat up: it goes to the next in the line."""
    context = {
        "is_plain": ways.link is not None,
        "delegate": delegate,
        "meeting": delegate.meeting,
        "ways": ways,
    }
    if request.method != "POST":
        return render(request, "delegation/cannot_come.html", context)
    try:
        actions.cannot_come(delegate=delegate)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(ways.page)
    return render(request, "delegation/thanks.html", context)


@by_link
def personal_file(request: HttpRequest, delegate: Delegate, link: PersonalLink, pk: int) -> HttpResponseBase:
    return send_file(delegate, pk)


def send_file(delegate: Delegate, pk: int) -> HttpResponseBase:
    found = get_object_or_404(files_for(delegate), pk=pk)
    return send_kept(found.file, found.name)


@by_link
def personal_calendar(request: HttpRequest, delegate: Delegate, link: PersonalLink) -> HttpResponse:
    if not has_entry(delegate.meeting, shown=False):
        raise Http404
    answer = HttpResponse(
        calendar_of(delegate.meeting, shown=False), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{delegate.meeting.slug}.ics"'
    return answer


@private
def new_link(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address, and so is its time: a task looks whose it is."""
    form = NewLinkForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "delegation/new_link.html", {"is_plain": True, "form": form})
    email = form.cleaned_data["email"].strip().lower()
    limits = {"new_link": settings.PERSONAL_LINK_RATE_LIMIT}
    if refused := consume_or_429(request, app="meetings", action="new_link", config=limits, key=email):
        return refused
    tasks.renew_links.delay(email)
    return render(request, "delegation/new_link.html", {"is_plain": True, "is_sent": True})


# A form of a page without a referrer comes without an origin. This one does nothing that a stranger could not ask for.
new_link = csrf_exempt(new_link)


def own(request: HttpRequest, slug: str) -> Delegate:
    rows = with_meeting(Delegate.objects.own(request.user).select_related("invitation"))
    return get_object_or_404(rows, meeting__slug=slug)


@never_cache
@login_required
def my_place(request: HttpRequest, slug: str) -> HttpResponse:
    delegate = own(request, slug)
    return own_page(request, delegate, Ways.by_account(delegate))


@never_cache
@login_required
def my_place_cannot_come(request: HttpRequest, slug: str) -> HttpResponse:
    delegate = own(request, slug)
    return give_up(request, delegate, Ways.by_account(delegate))


@never_cache
@login_required
def my_place_file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    return send_file(own(request, slug), pk)
