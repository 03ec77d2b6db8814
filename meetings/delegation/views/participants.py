"""The list of participants, for those who take part and the secretariat; it is never public."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.delegation.papers import in_order
from meetings.models import Delegate, Meeting
from meetings.pages import with_heads


@never_cache
@login_required
@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(with_heads(Meeting.objects.visible_to(request.user)), slug=slug)
    is_secretariat = Meeting.objects.editable_by(request.user).filter(pk=meeting.pk).exists()
    takes_part = Delegate.objects.meetings_with(request.user).filter(meeting=meeting).exists()
    if not (is_secretariat or takes_part):
        raise Http404
    rows = Delegate.objects.visible_to(request.user).expected().filter(meeting=meeting)
    context = {
        "meeting": meeting,
        "delegates": in_order(rows.with_contact(request.user)),
        "is_secretariat": is_secretariat,
    }
    return render(request, "delegation/participants.html", context)
