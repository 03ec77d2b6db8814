"""Remarks: said, answered, resolved one by one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actors import is_of_secretariat
from profiles.models import Edition, Remark, Validation

A_MOMENT = timedelta(minutes=2)


@transaction.atomic
def say(
    *, by: User, text: str, language: str, validation: Validation | None = None, edition: Edition | None = None,
    parent: Remark | None = None,
) -> Remark:  # fmt: skip
    """Begin a thread on a validation or an edition, or answer one. The same words sent twice are one remark."""
    if not text.strip():
        raise NotReady([_("Write the remark.")])
    head = (parent.parent or parent) if parent else None
    of = {"validation": head.validation, "edition": head.edition} if head else {
        "validation": validation, "edition": edition
    }  # fmt: skip
    told = {**of, "parent": head, "author": by, "text": text.strip(), "language": language}
    just_now = Remark.objects.filter(**told, written_at__gte=timezone.now() - A_MOMENT).first()
    return just_now or Remark.objects.create(**told)


def edition_of(remark: Remark) -> Edition:
    if remark.edition is not None:
        return remark.edition
    assert remark.validation is not None
    return remark.validation.section.edition


def head_of(remark: Remark) -> Remark:
    """The first of the thread, locked: threads are resolved as a whole."""
    return Remark.objects.select_for_update(of=("self",)).get(pk=remark.parent_id or remark.pk)


@transaction.atomic
def resolve(*, remark: Remark, by: User) -> Remark:
    """By the secretariat, or by whoever made the remark. A second click changes nothing."""
    row = head_of(remark)
    must_be_theirs(row, by)
    if row.resolved_at is None:
        row.resolved_by, row.resolved_at = by, timezone.now()
        row.save(update_fields=["resolved_by", "resolved_at"])
    return row


@transaction.atomic
def reopen(*, remark: Remark, by: User) -> Remark:
    row = head_of(remark)
    must_be_theirs(row, by)
    row.resolved_by = row.resolved_at = None
    row.save(update_fields=["resolved_by", "resolved_at"])
    return row


def must_be_theirs(remark: Remark, by: User) -> None:
    if remark.author != by and not is_of_secretariat(by, edition_of(remark)):
        raise NotAllowed(
            _("A remark is resolved by who made it, or by the secretariat of the regional i-Map.")
        )
