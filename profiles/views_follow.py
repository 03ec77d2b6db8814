"""Following profiles, choosing how often to hear of them, and stopping it by a link from a letter."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Digest, User
from accounts.views import signed_in
from profiles import actions, unsubscribing
from profiles.models import Profile
from profiles.views import find_profile


class DigestForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["digest"]


@login_required
@never_cache
def follow(request: HttpRequest, map_slug: str, slug: str) -> HttpResponse:
    """`wanted=on` follows, `wanted=off` stops; by POST. Who comes back from signing in is shown the profile."""
    person = signed_in(request)
    profile = find_profile(request, map_slug, slug)
    if request.method != "POST":
        return redirect(profile)
    if request.POST.get("wanted") == "off":
        actions.unfollow(profile=profile, by=person)
        messages.success(request, _("You no longer follow “%(title)s”.") % {"title": profile})
    elif profile.is_readable:  # type: ignore[attr-defined]
        actions.follow(profile=profile, by=person)
        messages.success(request, followed(person, profile))
    else:
        raise PermissionDenied
    return redirect(back(request, profile))


def followed(person: User, profile: Profile) -> str:
    if person.digest == Digest.NEVER:
        return _(
            "You follow “%(title)s”, but you chose to get no mail about profiles. Change that on your page."
        ) % {"title": profile}
    return _("You follow “%(title)s”: a letter tells you of each new edition.") % {"title": profile}


def back(request: HttpRequest, profile: Profile) -> str:
    """To the page that the form stood on, if it is one of ours."""
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else profile.get_absolute_url()


@login_required
@never_cache
@require_POST
def choose_digest(request: HttpRequest) -> HttpResponse:
    form = DigestForm(request.POST)
    if form.is_valid():
        actions.choose_digest(by=signed_in(request), digest=form.cleaned_data["digest"])
        messages.success(request, _("Your choice is kept."))
    return redirect(reverse("account_me") + "#follows")


@csrf_exempt  # mail programs post without a visit (RFC 8058); the link is signed and stops mail, nothing else
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_following(request: HttpRequest, token: str) -> HttpResponse:
    """A button by GET, since scanners open links; by POST it is done. Nobody has to sign in."""
    try:
        asked = unsubscribing.read(token)
    except unsubscribing.LinkTooOld:
        return render(request, "profiles/stop_refused.html", {"is_too_old": True}, status=410)
    except unsubscribing.LinkAltered:
        return render(request, "profiles/stop_refused.html", {"is_too_old": False}, status=404)
    profile = None if request.POST.get("what") == "all" else asked.profile
    if request.method == "POST":
        stop(asked.user, profile)
    context = {"profile": shown_to(asked.user, profile), "is_done": request.method == "POST"}
    context["is_about_one"] = profile is not None
    return render(request, "profiles/stop_following.html", context)


def stop(user: User, profile: Profile | None) -> None:
    if profile is None:
        actions.choose_digest(by=user, digest=Digest.NEVER)
    else:
        actions.unfollow(profile=profile, by=user)


def shown_to(user: User, profile: Profile | None) -> Profile | None:
    """Named only where the reader may see its card: an unlisted profile is no secret to those who read it alone."""
    if profile is None or not Profile.objects.on_lists_of(user).contains(profile):
        return None
    return profile
