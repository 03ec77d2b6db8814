"""What the last look at a feed found, in words, and what to do about it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imap.core.fetching import REASONS
from imap.core.numbers import number
from imap.newsroom.models import Feed
from imap.newsroom.reading import MOST_ENTRIES

Result = Feed.Result


@dataclass(frozen=True)
class Report:
    """`tone`: the badge. `what`: what happened. `to_do`: what staff can do. `remarks`: what was odd though it was read."""

    feed: Feed
    tone: str
    what: str
    to_do: str = ""
    remarks: list[str] = field(default_factory=list)


def reported(feed: Feed) -> Report:
    what, to_do = in_words(feed)
    tone = "final" if feed.is_well and feed.last_result else "draft" if feed.is_well else "restricted"
    return Report(feed, tone, what, to_do, remarks(feed))


def in_words(feed: Feed) -> tuple[str, str]:
    result, status = feed.last_result, feed.last_status or ""
    told: dict[str, tuple[str, str]] = {
        Result.NONE: (_("The feed has not been asked yet."), ""),
        Result.OK: (_("The feed was read."), ""),
        Result.UNCHANGED: (_("Nothing has changed since the last look."), ""),
        Result.GONE: (
            _("The server says that the feed is gone for good (410). It is not asked any more."),
            _("Look for its new address on the publisher’s site, or delete the feed."),
        ),
        Result.REFUSED: (
            _("The server refuses the portal (%(status)s).") % {"status": status},
            _("Ask the publisher to let the portal read its feed, or delete the feed."),
        ),
        Result.BUSY: (
            _("The server asks to come back later (%(status)s).") % {"status": status},
            _("Nothing: the portal waits as long as it was asked to. If it lasts, choose a longer time between two looks."),
        ),
        Result.FAULT: (
            _("The server answers with a fault (%(status)s).") % {"status": status},
            _("Open the address in a browser. If it shows no feed there either, look for the new address."),
        ),
        Result.NOT_FETCHED: not_fetched(str(feed.notes.get("reason", ""))),
        Result.NOT_A_FEED: not_a_feed(feed),
        Result.BOMB: (
            _("The file defines entities of its own or nests without end, which could exhaust the portal. It was not read."),
            _("Tell the publisher. Delete the feed if you do not know who made it."),
        ),
    }  # fmt: skip
    return told[result]


def not_fetched(reason: str) -> tuple[str, str]:
    what = _(REASONS[reason]) if reason in REASONS else _("The server could not be reached.")
    if reason in ("address", "private", "port"):
        return what, _(
            "Correct the address: the portal reads public addresses of the web only, also where one redirects."
        )
    if reason == "too_large":
        return what, _("Ask the publisher for a feed of the newest entries only.")
    return what, _(
        "Nothing at first: the portal tries again, with longer and longer pauses. If it lasts, check the address."
    )


def not_a_feed(feed: Feed) -> tuple[str, str]:
    if feed.notes.get("page"):
        return (
            _("The address leads to a page, not to a feed."),
            _("Look on that page for the address of its RSS or Atom feed."),
        )
    return _("The file is neither RSS nor Atom."), _("Check the address on the publisher’s site.")


def remarks(feed: Feed) -> list[str]:
    """Of what was read: what was left out, and what was mended."""
    notes, found = feed.notes, []
    if moved := notes.get("moved"):
        found.append(_("It has moved for good to %(address)s.") % {"address": moved})
    if cut := notes.get("cut"):
        said = ngettext("%(shown)s entry beyond the first %(most)s was left out.", "%(shown)s entries beyond the first %(most)s were left out.", cut)  # fmt: skip
        found.append(said % {"shown": number(cut), "most": number(MOST_ENTRIES)})
    if future := notes.get("future"):
        said = ngettext("%(shown)s entry is dated in the future: it stands without a date.", "%(shown)s entries are dated in the future: they stand without a date.", future)  # fmt: skip
        found.append(said % {"shown": number(future)})
    if old := notes.get("old"):
        said = ngettext("%(shown)s entry is older than five months and was left out.", "%(shown)s entries are older than five months and were left out.", old)  # fmt: skip
        found.append(said % {"shown": number(old)})
    if empty := notes.get("empty"):
        said = ngettext("%(shown)s entry without a title or an address was left out.", "%(shown)s entries without a title or an address were left out.", empty)  # fmt: skip
        found.append(said % {"shown": number(empty)})
    if notes.get("encoding"):
        found.append(_("It is not in the encoding that it says; letters may be wrong."))
    if notes.get("malformed"):
        found.append(_("It is not well formed; what could be read was read."))
    return found
