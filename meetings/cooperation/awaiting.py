"""What awaits a person of cooperation: a side's word, a secretariat's next step, an answer."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core.awaiting import Task
from meetings.cooperation.circle import of_secretariat
from meetings.cooperation.exchanging import State
from meetings.cooperation.models import Capacity, Exchange, Priority, SupportRequest

S = State


def awaiting(user: User) -> list[Task]:
    return [*of_sides(user), *brokered(user), *asked(user), *to_answer(user), *to_confirm(user)]


def titled(exchange: Exchange) -> str:
    said = {"offer": exchange.offer.whose, "need": exchange.need.whose, "theme": exchange.offer.theme}
    return _("%(offer)s to %(need)s · %(theme)s") % said


def of_sides(user: User) -> Iterator[Task]:
    """What a side is asked for, and what it waits for."""
    words = {"confirm": _("Confirm the exchange, or decline it"), "evaluate": _("Evaluate the exchange")}
    turns = {
        "offer": {S.PROPOSED: "confirm", S.NEED_CONFIRMED: "confirm", S.HELD: "evaluate", S.NEED_EVALUATED: "evaluate"},
        "need": {S.PROPOSED: "confirm", S.OFFER_CONFIRMED: "confirm", S.HELD: "evaluate", S.OFFER_EVALUATED: "evaluate"},
    }  # fmt: skip
    for side, turn in turns.items():
        for row in Exchange.objects.of_side(user, side).with_heads().filter(state__in=list(turn)):
            yield Task(words[turn[S(row.state)]], row.get_absolute_url(), about=titled(row))
    mine = Exchange.objects.of_side(user, "offer") | Exchange.objects.of_side(user, "need")
    for row in mine.filter(state=S.AGREED).with_heads():
        yield Task(
            _("The exchange is being planned"),
            row.get_absolute_url(),
            who=_("the secretariat"),
            kind="wait",
            about=titled(row),
        )


def brokered(user: User) -> Iterator[Task]:
    words = {
        S.AGREED: _("Plan the exchange: both sides agreed"),
        S.EVALUATED: _("Release the lessons: both sides evaluated it"),
        S.PLANNED: _("Record the exchange as held"),
    }
    due = Q(state__in=[S.AGREED, S.EVALUATED]) | Q(state=S.PLANNED, ends__lt=timezone.localdate())
    for row in Exchange.objects.brokered_by(user).filter(due).with_heads():
        yield Task(words[S(row.state)], row.get_absolute_url(), about=titled(row))


def asked(user: User) -> Iterator[Task]:
    rows = SupportRequest.objects.asked_by(user).exclude(state=SupportRequest.State.CLOSED)
    for row in rows.select_related("regional_map"):
        if row.state == SupportRequest.State.ANSWERED:
            yield Task(
                _("Read the answer to your request for support"), row.get_absolute_url(), about=row.title
            )
        else:
            yield Task(_("Your request for support: %(state)s") % {"state": row.get_state_display()}, row.get_absolute_url(),
                       who=_("the secretariat"), kind="wait", about=row.title)  # fmt: skip


def to_answer(user: User) -> Iterator[Task]:
    open_ = [SupportRequest.State.ASKED, SupportRequest.State.LOOKED_INTO]
    for row in (
        SupportRequest.objects.answered_by(user).filter(state__in=open_).select_related("organisation")
    ):
        about = f"{row.organisation} · {row.title}"
        yield Task(_("Answer a request for support"), row.get_absolute_url(), about=about)


def to_confirm(user: User) -> Iterator[Task]:
    """One line a kind: the page behind it names them."""
    mine, url = of_secretariat(user, "map_pillar__regional_map"), reverse("cooperation:home")
    if count := Priority.objects.filter(mine, is_out=False).count():
        words = ngettext(
            "Confirm %(count)s priority of a state", "Confirm %(count)s priorities of states", count
        )
        yield Task(words % {"count": count}, url + "#priorities")
    if count := Capacity.objects.filter(mine, is_out=False).count():
        words = ngettext(
            "Confirm %(count)s entry of the inventory", "Confirm %(count)s entries of the inventory", count
        )
        yield Task(words % {"count": count}, url + "#inventory")
