"""An edition as a chosen reader would see it once it is published.

The reader's rule itself decides: a stand-in is admitted to the role within a transaction that is rolled back, so that what
the preview shows is what such a reader would get, and no account is left behind.
"""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Reader
from accounts.actions import admit
from accounts.models import User
from imap.core.admin import offer
from imap.core.translation import LANGUAGES, OWN_NAMES
from imap.regions.models import MapPillar
from profiles import pages
from profiles.cards import with_heads
from profiles.models import Edition, Profile

VISITOR, PILLAR, OTHER, NAMED = "visitor", "pillar", "other", "user"
READERS = [
    (VISITOR, gettext_lazy("a visitor who is not signed in")),
    (PILLAR, gettext_lazy("a reader admitted to the pillar")),
    (OTHER, gettext_lazy("a reader of another regional i-Map")),
    (NAMED, gettext_lazy("a person")),
]


class PreviewForm(forms.Form):
    """Asked by GET, so that the preview has an address."""

    reader = forms.ChoiceField(label=gettext_lazy("As"), choices=READERS, initial=PILLAR)
    person = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Person"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("In"), choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["person"], people)

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if self.cleaned_data.get("reader") == NAMED and not self.cleaned_data.get("person"):
            self.add_error("person", _("Choose the person."))
        return self.cleaned_data


def stand_in(kind: str, profile: Profile) -> Reader:
    """A reader of that kind; to be called within a transaction that will be rolled back."""
    if kind == VISITOR:
        return AnonymousUser()
    reader = User.objects.create_user("preview@invalid.invalid", name=_("Preview"))
    pairs = MapPillar.objects.select_related("regional_map")
    pair = (
        profile.map_pillar
        if kind == PILLAR
        else pairs.exclude(regional_map=profile.regional_map).order_by("pk").first()
    )
    if pair is not None:
        admit(user=reader, role="reader", over=pair, by=None)
    return reader


def preview(request: HttpRequest, edition: Edition, chosen: dict[str, Any]) -> HttpResponse:
    """The portal's own page, made for the chosen reader."""
    with transaction.atomic(), translation.override(chosen["language"]):
        kind = chosen["reader"]
        told = {
            "edition": edition.label,
            "reader": chosen["person"] if kind == NAMED else dict(READERS)[kind],
        }
        messages.info(request, _("Preview of edition %(edition)s as seen by %(reader)s.") % told)
        reader = chosen["person"] if kind == NAMED else stand_in(kind, edition.profile)
        page = HttpResponse(rendered(request, edition, reader))
        transaction.set_rollback(True)
    page["Cache-Control"] = "private, no-store"
    return page


def rendered(request: HttpRequest, edition: Edition, reader: Reader) -> str:
    """The edition's page where the reader's rule opens the profile, its card otherwise."""
    profile = with_heads(Profile.objects.filter(pk=edition.profile_id), reader).get()
    seen_by = copy.copy(request)
    seen_by.user = reader
    if not Profile.objects.readable_by(reader).contains(profile):
        return render_to_string("profiles/card.html", pages.card_context(profile, reader), seen_by)
    issued = list(Edition.objects.issued().filter(profile=profile).order_by("-number"))
    edition.profile = profile
    context = pages.edition_context(profile, edition, issued, reader)
    return render_to_string("profiles/profile.html", {**context, "is_preview": True}, seen_by)
