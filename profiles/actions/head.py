"""An edition's summary and its note on what changed, in one language, while translators work at it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.pagecache import forget_pages
from profiles.actions.edition import hold
from profiles.actions.refusals import NotAllowed
from profiles.actions.validation import texts_changed
from profiles.models import Edition, Profile
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint

HEAD = ("summary", "change_note")


@dataclass
class HeadMeanwhile(Exception):
    """Somebody else wrote since the version that was named. Nothing was written."""

    edition: Edition


def head_in(edition: Edition, language: str) -> dict[str, str]:
    return {name: getattr(edition, f"{name}_{language}") or "" for name in HEAD}


def head_version(edition: Edition, language: str) -> str:
    return fingerprint("\0".join(head_in(edition, language).values()))


@transaction.atomic
def translate_head(
    *, edition: Edition, language: str, texts: dict[str, str], version: str, by: User | None
) -> Edition:
    """`texts` by the names of `HEAD`. Raises `NotAllowed` and `HeadMeanwhile`."""
    Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=edition.profile_id)
    edition = hold(edition)
    if not is_translatable(edition):
        raise NotAllowed(
            _("This edition is not open to translators: it is %(state)s. The secretariat can change that.")
            % {"state": edition.get_state_display()}
        )
    new = {name: texts[name].replace("\r\n", "\n").strip() for name in HEAD}
    if new == head_in(edition, language):
        return edition
    if version != head_version(edition, language):
        raise HeadMeanwhile(edition)
    for name, text in new.items():
        setattr(edition, f"{name}_{language}", text)
    edition.save(update_fields=[f"{name}_{language}" for name in HEAD])
    texts_changed(edition=edition, by=by)  # who endorsed other words is asked again
    forget_pages()
    return edition
