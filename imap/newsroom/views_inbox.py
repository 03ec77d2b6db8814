"""The inbox: entries of the feeds that staff watch, to be picked, summarised and published, or dismissed; by keyboard or without a script.

With htmx an answer is the entry alone; without, a page. What a colleague has taken is said, and nothing is overwritten.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views import signed_in
from imap.core.numbers import number
from imap.newsroom import actions
from imap.newsroom.forms import EntryForm, edited_by
from imap.newsroom.models import Entry, EntryQuerySet, Feed
from imap.newsroom.reports import reported

ROWS = 30
LONGEST_KEY = 18  # digits
TICKED: dict[str, Any] = {"dismiss": actions.dismiss, "put-back": actions.put_back}
STATES = [
    ("", gettext_lazy("to be decided on")),
    ("dismissed", Entry.State.DISMISSED.label),
    ("published", Entry.State.PUBLISHED.label),
]


class InboxForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    feed = forms.ModelChoiceField(
        Feed.objects.none(), label=gettext_lazy("Feed"), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, *args: Any, feeds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feed"].queryset = feeds  # type: ignore[attr-defined]


def entries_of(request: HttpRequest) -> EntryQuerySet:
    """404 for those who work on no regional i-Map."""
    if not edited_by(request.user).exists():
        raise Http404
    rows = Entry.objects.visible_to(request.user).select_related(
        "feed__regional_map", "decided_by", "item__regional_map"
    )
    return rows.prefetch_related("duplicates__feed")


@login_required
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    rows = entries_of(request)
    feeds = Feed.objects.visible_to(request.user)
    form = InboxForm(request.GET, feeds=feeds)
    form.is_valid()
    state, feed = form.cleaned_data.get("state"), form.cleaned_data.get("feed")
    rows = rows.filter(state=state) if state else rows.waiting()
    rows = rows.filter(Q(feed=feed) | Q(duplicates__feed=feed)).distinct() if feed else rows
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "is_filtered": bool(state or feed),
        "broken": sum(not each.is_well for each in feeds if each.is_active),
        "has_feeds": bool(feeds),
    }
    return render(request, "newsroom/inbox.html", context)


@login_required
@never_cache
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with its form; the whole page, for those without a script and for links."""
    found = get_object_or_404(entries_of(request), pk=pk)
    return shown(request, found)


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """`take`, `dismiss`, `put-back` or `publish`."""
    found = get_object_or_404(entries_of(request), pk=pk)
    person = signed_in(request)
    if verb == "publish":
        return publish(request, found)
    verbs = {"take": actions.take, "dismiss": actions.dismiss, "put-back": actions.put_back}
    if verb not in verbs:
        raise Http404
    try:
        verbs[verb](entry=found, by=person)
    except actions.AlreadyTaken as refused:
        return shown(request, again(request, pk), refusal=" ".join(refused.messages))
    if request.htmx or verb == "take":  # type: ignore[attr-defined]
        return shown(request, again(request, pk)) if request.htmx else redirect("inbox:entry", pk)  # type: ignore[attr-defined]
    messages.success(request, said_of(verb) % {"title": found.title})
    return redirect("inbox:list")


@login_required
@never_cache
@require_POST
def act_on_ticked(request: HttpRequest) -> HttpResponse:
    """The entries that were ticked are dismissed, or put back; what a colleague has taken stays, and is counted."""
    verb = request.POST.get("verb", "")
    if verb not in TICKED:
        raise Http404
    keys = [key for key in request.POST.getlist("entry") if key.isdecimal() and len(key) < LONGEST_KEY]
    done = kept = 0
    for found in entries_of(request).filter(pk__in=keys):
        try:
            TICKED[verb](entry=found, by=signed_in(request))
            done += 1
        except actions.AlreadyTaken:
            kept += 1
    say_of_ticked(request, verb, done, kept)
    return redirect(back_to_list(request))


def say_of_ticked(request: HttpRequest, verb: str, done: int, kept: int) -> None:
    if verb == "dismiss":
        words = ngettext("%(count)s entry is dismissed. It stands among the dismissed, and can be put back.",
                         "%(count)s entries are dismissed. They stand among the dismissed, and can be put back.", done)  # fmt: skip
    else:
        words = ngettext(
            "%(count)s entry waits in the inbox again.", "%(count)s entries wait in the inbox again.", done
        )
    if done:
        messages.success(request, words % {"count": number(done, 0)})
    if kept:
        words = ngettext("%(count)s entry stays: a colleague has taken it.", "%(count)s entries stay: colleagues have taken them.", kept)  # fmt: skip
        messages.warning(request, words % {"count": number(kept, 0)})
    if not done and not kept:
        messages.warning(request, _("Tick the entries first."))


def back_to_list(request: HttpRequest) -> str:
    """The same filters, as the list sent them along."""
    asked = {name: request.POST.get(name, "") for name in ("state", "feed", "page")}
    return f"{reverse('inbox:list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def said_of(verb: str) -> str:
    if verb == "dismiss":
        return _("“%(title)s” is dismissed. It stands among the dismissed, and can be put back.")
    return _("“%(title)s” waits in the inbox again.")


def publish(request: HttpRequest, found: Entry) -> HttpResponse:
    form = EntryForm(request.POST, entry=found, user=signed_in(request))
    if not form.is_valid():
        return shown(request, found, form=form)
    try:
        item = actions.publish_entry(entry=found, by=signed_in(request), values=form.cleaned_data)
    except actions.AlreadyTaken as refused:
        return shown(request, again(request, found.pk), form=form, refusal=" ".join(refused.messages))
    if request.htmx:  # type: ignore[attr-defined]
        return shown(request, again(request, found.pk))
    messages.success(request, _("“%(title)s” is published.") % {"title": item})
    return redirect("inbox:list")


def again(request: HttpRequest, pk: int) -> Entry:
    return get_object_or_404(entries_of(request), pk=pk)


def shown(
    request: HttpRequest, found: Entry, *, form: EntryForm | None = None, refusal: str = ""
) -> HttpResponse:
    """What was typed stays in the form, whatever is refused. htmx swaps what is no error, so the status says more to others."""
    person = signed_in(request)
    is_mine = found.is_taken and found.decided_by_id == person.pk
    if form is None and is_mine:
        form = EntryForm(entry=found, user=person)
    context = {"entry": found, "form": form, "refusal": refusal, "is_mine": is_mine, "person": person}
    template = "newsroom/_entry.html" if request.htmx else "newsroom/entry.html"  # type: ignore[attr-defined]
    status = 200 if request.htmx else 409 if refusal else 400 if form and form.errors else 200  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


@login_required
@never_cache
@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The report: how the last look at each feed went, and what to do."""
    if not edited_by(request.user).exists():
        raise Http404
    waiting = Count("entries", filter=Q(entries__state__in=["waiting", "taken"], entries__duplicate_of=None))
    rows = Feed.objects.visible_to(request.user).select_related("regional_map").annotate(waiting=waiting)
    found = [reported(feed) for feed in rows]
    editable = set(Feed.objects.editable_by(request.user).values_list("pk", flat=True))
    context = {
        "reports": sorted(found, key=lambda each: (each.feed.is_well, not each.feed.is_active)),
        "editable": editable,
        "broken": sum(not each.feed.is_well for each in found),
    }
    return render(request, "newsroom/feeds.html", context)


@login_required
@never_cache
@require_POST
def feed_act(request: HttpRequest, pk: int) -> HttpResponse:
    """`look`: at the next round instead of after the pause. `adopt`: the address that the feed says it moved to."""
    feed = get_object_or_404(Feed.objects.editable_by(request.user), pk=pk)
    if request.POST.get("what") == "adopt" and feed.notes.get("moved"):
        if Feed.objects.filter(regional_map=feed.regional_map_id, url=feed.notes["moved"]).exists():
            messages.error(request, _("There is a feed of this address already."))
            return redirect("inbox:feeds")
        feed.url, feed.notes, feed.etag, feed.last_modified = feed.notes["moved"], {}, "", ""
        try:
            feed.full_clean(exclude=["interval"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("inbox:feeds")
    feed.next_poll_at, feed.failures = timezone.now(), 0
    feed.last_result = "" if feed.last_result == Feed.Result.GONE else feed.last_result
    feed.save()
    messages.success(request, _("“%(title)s” is looked at within five minutes.") % {"title": feed})
    return redirect("inbox:feeds")
