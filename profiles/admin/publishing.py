"""The steps of an edition's life as pages of the admin: each says what will happen, asks, and does it once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.scope import holds, staff
from imap.core.translation import OWN_NAMES
from profiles import actions, workflow
from profiles.conditions import complete_languages, missing_for_publication, unmet, written_in
from profiles.models import Edition, Profile


def page(model_admin: Any, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
    """A page between the list and the deed, within the admin's frame."""
    request.current_app = model_admin.admin_site.name
    frame = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts}
    return TemplateResponse(request, template, {**frame, **context})


def must_publish(request: HttpRequest, edition: Edition) -> None:
    if not holds(request, "publish", edition.profile.regional_map_id):
        raise PermissionDenied


def to_edition(edition: Edition) -> HttpResponse:
    return redirect("admin:profiles_edition_change", edition.pk)


def outlook(edition: Edition) -> dict[str, Any]:
    """What publishing this edition would do."""
    complete, sections = (
        complete_languages(edition),
        edition.sections.select_related("template").order_by("order"),
    )
    return {
        "edition": edition,
        "standing": Edition.Standing(actions.standing_of(edition)).label,
        "supersedes": Edition.objects.current()
        .filter(profile=edition.profile)
        .exclude(pk=edition.pk)
        .first(),
        "complete": [OWN_NAMES[code] for code in complete],
        "incomplete": [
            OWN_NAMES[code] for code in edition.profile.regional_map.languages if code not in complete
        ],
        "unwritten": [str(section) for section in sections if not written_in(section)],
        "missing": missing_for_publication(edition) + not_yet(edition),
        "faults": unmet(edition, workflow.FAULTLESS),
        "is_public": edition.profile.is_public,
    }


def not_yet(edition: Edition) -> list[str]:
    """Publishing is the last step: an edition that is not ready has others before it."""
    if edition.state == Edition.State.READY:
        return []
    return [_("The edition is not ready yet: its state is “%s”.") % edition.get_state_display()]


def publish_one(request: HttpRequest, edition: Edition, override: str = "") -> bool:
    """True once the edition is published, by this request or by the one just before it (a double click)."""
    if edition.state == Edition.State.PUBLISHED:
        messages.info(request, _("“%s” is published already.") % edition)
        return True
    try:
        actions.publish(edition=edition, by=staff(request), override=override)
    except (actions.NotReady, actions.NotAllowed) as refusal:
        edition.refresh_from_db()
        for reason in getattr(refusal, "messages", [str(refusal)]):
            messages.error(request, reason)
        return False
    messages.success(request, _("“%s” is published.") % edition)
    return True


def publish_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        return model_admin.is_not_there(request, pk)
    must_publish(request, edition)
    may_override = holds(request, "override", edition.profile.regional_map_id)
    reason = request.POST.get("reason", "").strip() if may_override else ""
    if request.method == "POST" and publish_one(request, edition, override=reason):
        return to_edition(edition)
    if not edition.is_draft:
        return to_edition(edition)
    told = outlook(edition)
    return page(
        model_admin, request, "admin/profiles/edition/publish.html",
        title=_("Publish"), editions=[told], original=edition, can_go=not told["missing"],
        may_override=may_override and not told["faults"], reason=reason,
    )  # fmt: skip


def publish_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """The list's action: the same page for several editions, then the same deed for each."""
    drafts = list(queryset.filter(state__in=workflow.UNISSUED))
    for edition in drafts:
        must_publish(request, edition)
    if not drafts:
        messages.warning(request, _("None of the chosen editions is a draft."))
        return None
    if "confirmed" in request.POST:
        for edition in drafts:
            publish_one(request, edition)
        return None
    editions = [outlook(edition) for edition in drafts]
    return page(
        model_admin, request, "admin/profiles/edition/publish.html",
        title=_("Publish"), editions=editions, is_action=True,
        can_go=not any(row["missing"] for row in editions),
    )  # fmt: skip


def withdraw_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        return model_admin.is_not_there(request, pk)
    must_publish(request, edition)
    if edition.state not in workflow.TRANSITIONS["withdraw"].sources:
        return to_edition(edition)
    if request.method == "POST":
        try:
            actions.withdraw(edition=edition, by=staff(request), reason=request.POST.get("reason", ""))
        except actions.NotReady as refusal:
            messages.error(request, " ".join(refusal.messages))
        except actions.NotAllowed as refusal:  # somebody else was first
            messages.warning(request, str(refusal))
            return to_edition(edition)
        else:
            messages.success(request, _("“%s” is withdrawn: readers no longer see it.") % edition)
            return to_edition(edition)
    return page(
        model_admin, request, "admin/profiles/edition/withdraw.html", title=_("Withdraw"), original=edition
    )


class BeginForm(forms.Form):
    label = forms.CharField(
        label=gettext_lazy("Label"), max_length=40, help_text=gettext_lazy("As readers cite it: 2012.")
    )
    as_of = forms.DateField(
        label=gettext_lazy("State of knowledge"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The day up to which the texts hold."),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = profile

    def clean_label(self) -> str:
        label: str = self.cleaned_data["label"]
        if self.profile.editions.filter(label__iexact=label).exists():
            raise ValidationError(
                _("An edition of this profile has this label already; readers cite it by that.")
            )
        return label


def begin_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The next draft of a profile; where one is there already, that one."""
    profile = model_admin.get_object(request, str(pk))
    if profile is None:
        return model_admin.is_not_there(request, pk)
    form = BeginForm(request.POST or None, profile=profile)
    if request.method == "POST" and form.is_valid():
        return to_edition(begun(request, profile, form.cleaned_data))
    if draft := Edition.objects.unissued().filter(profile=profile).first():
        return to_edition(draft)
    return page(
        model_admin, request, "admin/profiles/profile/begin.html",
        title=_("Begin the next edition"), original=profile, form=form, media=model_admin.media + form.media,
        current=actions.edition_to_start_from(profile),
    )  # fmt: skip


def begun(request: HttpRequest, profile: Profile, chosen: dict[str, Any]) -> Edition:
    try:
        with transaction.atomic():
            Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
            if draft := Edition.objects.unissued().filter(profile=profile).first():
                return draft
            draft = actions.begin_edition(profile=profile, by=staff(request), **chosen)
    except IntegrityError:  # begun elsewhere in the same moment
        return Edition.objects.unissued().get(profile=profile)
    messages.success(request, _("Edition %(number)s is begun as a draft.") % {"number": draft.number})
    return draft
