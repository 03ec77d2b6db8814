"""What states say of themselves: offers and needs, priorities, capacities; and what the secretariat confirms of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from imap.core.pagecache import forget_pages
from meetings.cooperation.models import Capacity, Expertise, Priority, RoadmapStep
from meetings.cooperation.twins import must_be_new
from profiles.actions import NotAllowed


def in_turn(row: Expertise | Priority | Capacity) -> None:
    """What is stated of one state is kept one after the other, and once. Raises `StatedAlready`."""
    Organisation.objects.select_for_update().get(pk=row.organisation_id)
    must_be_new(row)


@transaction.atomic
def keep_expertise(*, expertise: Expertise) -> Expertise:
    """Raises `StatedAlready`."""
    in_turn(expertise)
    expertise.save()
    forget_pages()
    return expertise


@transaction.atomic
def set_open(*, expertise: Expertise, is_open: bool) -> Expertise:
    """Closed, it is shown and matched no more; running exchanges go on. Raises `StatedAlready` where the same was stated meanwhile."""
    if expertise.is_open != is_open:
        expertise.is_open = is_open
        if is_open:
            in_turn(expertise)
        expertise.save(update_fields=["is_open"])
        forget_pages()
    return expertise


@transaction.atomic
def keep_stated(*, stated: Priority | Capacity) -> None:
    """Confirmed ones are changed by the secretariat: readers see the change at once. Raises `StatedAlready`, `NotAllowed`."""
    in_turn(stated)
    must_stand_as_read(stated)
    stated.save()
    if stated.is_out:
        forget_pages()


def must_stand_as_read(stated: Priority | Capacity) -> None:
    """What was confirmed while its state wrote on is not taken back by what the state wrote. Raises `NotAllowed`."""
    standing = type(stated).objects.select_for_update(of=("self",)).filter(pk=stated.pk).first()
    if standing and standing.is_out and not stated.is_out:
        raise NotAllowed(confirmed_meanwhile())


def confirmed_meanwhile() -> str:
    return _(
        "The secretariat has confirmed it meanwhile: it is the secretariat’s to change now. "
        "Write to it, or state anew what is different."
    )


@transaction.atomic
def confirm(*, stated: Priority | Capacity, by: User) -> None:
    """From then on it is read as the pillar's rule says. A second click changes nothing."""
    locked = type(stated).objects.select_for_update(of=("self",)).get(pk=stated.pk)
    if not locked.is_out:
        locked.is_out, locked.out_by = True, by
        locked.save(update_fields=["is_out", "out_by"])
        forget_pages()


@transaction.atomic
def keep_roadmap_step(*, step: RoadmapStep) -> RoadmapStep:
    step.save()
    forget_pages()
    return step
