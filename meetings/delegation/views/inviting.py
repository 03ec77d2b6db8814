"""The secretariat's invitations: prepared, changed, sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from imap.core.translation import listed
from meetings import actions
from meetings.delegation.finding import own_invitation, own_meeting, person, refused
from meetings.delegation.forms import InvitationForm, InviteForm
from meetings.delegation.pages import standings, uninvited


@never_cache
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Drafts: they are sent from the desk, once they have been looked at."""
    meeting = own_meeting(request, slug)
    form = InviteForm(request.POST or None, meeting=meeting, organisations=uninvited(meeting))
    if request.method != "POST" or not form.is_valid():
        return render(request, "delegation/invite.html", {"meeting": meeting, "form": form})
    chosen = form.cleaned_data["organisations"]
    try:
        made = actions.invite(meeting=meeting, organisations=chosen, by=person(request), **form.said)
    except ValidationError as error:
        return refused(request, error, reverse("delegates:desk", args=[slug]))
    words = ngettext(
        "%(count)d invitation is prepared. Nobody hears of it before you send it.",
        "%(count)d invitations are prepared. Nobody hears of them before you send them.",
        len(made),
    )
    messages.success(request, words % {"count": len(made)})
    return redirect("delegates:desk", slug)


@never_cache
@login_required
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """GET says whom the letters go to, POST sends them: that cannot be taken back."""
    meeting = own_meeting(request, slug)
    drafts = [row for row in standings(meeting) if row.code == "draft"]
    if not drafts:
        messages.info(request, _("There is no invitation to send: all are sent."))
        return redirect("delegates:desk", slug)
    if request.method != "POST":
        return render(request, "delegation/send.html", {"meeting": meeting, "drafts": drafts})
    try:
        letters, unread = actions.send_invitations(meeting=meeting, by=person(request))
    except ValidationError as error:
        return refused(request, error, reverse("delegates:desk", args=[slug]))
    words = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", letters)
    messages.success(request, words % {"count": letters})
    if unread:
        nobody = _(
            "Nobody answers yet for: %(names)s. Admit a focal point, who then finds the invitation here."
        )
        messages.warning(request, nobody % {"names": listed(row.organisation for row in unread)})
    return redirect("delegates:desk", slug)


@never_cache
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_invitation(request, pk)
    form = InvitationForm(request.POST or None, invitation=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_invitation(invitation=found, by=person(request), **form.said)
            messages.success(request, _("The invitation is changed."))
            return redirect("delegates:desk", found.meeting.slug)
        except ValidationError as error:
            form.add_error("places", error)
    return render(request, "delegation/invitation_edit.html", {"invitation": found, "form": form})


@never_cache
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST deletes an invitation that was never sent."""
    found = own_invitation(request, pk)
    if request.method != "POST":
        return render(request, "delegation/invitation_delete.html", {"invitation": found})
    try:
        actions.drop_invitation(invitation=found, by=person(request))
    except ValidationError as error:
        return refused(request, error, reverse("delegates:desk", args=[found.meeting.slug]))
    messages.success(request, _("The invitation is deleted. Nobody had heard of it."))
    return redirect("delegates:desk", found.meeting.slug)
