"""News by mail: a reader's own choices, and stopping it by a link from a letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.views import signed_in
from imap.newsroom import actions, unsubscribing
from imap.newsroom.forms import SubscriptionForm
from imap.newsroom.models import Subscription

NAMES = ("map", "country", "pillar")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest) -> HttpResponse:
    """`map`, `country` and `pillar` of the address are what the list was filtered by."""
    person = signed_in(request)
    if request.POST.get("stop"):
        return stop(request)
    chosen = {name: request.GET.get(name, "") for name in NAMES}
    form = SubscriptionForm(request.POST or None, user=person, initial=chosen)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        actions.subscribe(
            by=person, often=wanted["often"], regional_map=wanted["map"], country=wanted["country"],
            pillar=wanted["pillar"],
        )  # fmt: skip
        messages.success(request, _("Your choice is kept: news comes to you by mail."))
        return redirect("newsroom:by_mail")
    rows = Subscription.objects.visible_to(person).select_related("regional_map", "country", "pillar")
    context = {"form": form, "subscriptions": rows.defer("country__search")}
    return render(request, "newsroom/by_mail.html", context, status=400 if form.errors else 200)


def stop(request: HttpRequest) -> HttpResponse:
    wanted = request.POST["stop"]
    own = Subscription.objects.visible_to(signed_in(request))
    actions.unsubscribe(subscription=get_object_or_404(own, pk=wanted if wanted.isdigit() else 0))
    messages.success(request, _("You get no more mail about this news."))
    return redirect("newsroom:by_mail")


@csrf_exempt  # mail programs post without a visit (RFC 8058); the link is signed and stops mail, nothing else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    """A button by GET, since scanners open links; by POST it is done. Nobody has to sign in."""
    try:
        asked = unsubscribing.read(token)
    except unsubscribing.LinkTooOld:
        return render(request, "newsroom/stop_refused.html", {"is_too_old": True}, status=410)
    except unsubscribing.LinkAltered:
        return render(request, "newsroom/stop_refused.html", {"is_too_old": False}, status=404)
    is_about_one = asked.is_about_one and request.POST.get("what") != "all"
    if request.method == "POST":
        if not is_about_one:
            actions.unsubscribe_all(user=asked.user)
        elif asked.subscription:
            actions.unsubscribe(subscription=asked.subscription)
    context = {"is_about_one": is_about_one, "is_done": request.method == "POST"}
    return render(request, "newsroom/stop.html", context)
