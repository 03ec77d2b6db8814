"""A file that comes back beside the portal: which section each part of it belongs to, and whether it still fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.translation import listed
from profiles.actions import NotTranslatable
from profiles.actions.translating import Held, hold
from profiles.models import Edition, Section
from profiles.models.translation import fingerprint
from profiles.translation.inline import UnknownMark, numbered
from profiles.translation.inline import read as read_segment
from profiles.translation.markup import as_html
from profiles.translation.segments import cut
from profiles.translation.units import Plan, Unit, plan
from profiles.translation.xliff import ReadFile, ReadUnit, named


@dataclass
class Arrival:
    """One section of the file beside the section of the portal."""

    held: Held
    plan: Plan
    file: ReadFile

    @property
    def section(self) -> Section:
        return self.held.section

    @property
    def is_behind(self) -> bool:
        """The translation is another one by now than when the file was exported."""
        return self.file.version != self.held.version


def strays(edition: Edition, files: Iterable[ReadFile], by: User | None) -> list[str]:
    """Parts that belong to another edition, or come from another program; one sentence for each of those."""
    found: dict[str, list[ReadFile]] = {}
    for file in files:
        if file.edition != str(edition.pk):
            found.setdefault(file.edition, []).append(file)
    return [stray(key, parts, by) for key, parts in found.items()]


def stray(key: str, parts: list[ReadFile], by: User | None) -> str:
    """An edition is named to those only who find it among their own."""
    other = edition_of(key, by)
    if other is None:
        titles = listed(part.title for part in parts)
        return _("This part belongs to another edition or another program: “%s”.") % titles
    titles_now = {section.code: str(section) for section in other.sections.select_related("template")}
    return _("The file belongs to another edition, “%(edition)s”: %(sections)s. Take it in there.") % {
        "edition": other,
        "sections": listed(titles_now.get(part.code, part.title) for part in parts),
    }


def edition_of(key: str, by: User | None) -> Edition | None:
    if by is None or not key.isascii() or not key.isdigit() or len(key) > 15:
        return None
    if not Section.objects.visible_to(by).filter(edition=key).exists():
        return None
    return Edition.objects.select_related("profile").get(pk=key)


def arrived(edition: Edition, language: str, file: ReadFile, wrong: list[str]) -> Arrival | None:
    """The section that a part of the file belongs to; what does not fit goes to `wrong`."""
    section = edition.sections.filter(code=file.code).first()
    if section is None:
        wrong.append(_("The edition has no section “%s”.") % file.title)
        return None
    if file.language != language:
        wrong.append(
            _("“%(section)s” is in %(found)s in the file; %(wanted)s is expected here.")
            % {"section": section, "found": named(file.language), "wanted": named(language)}
        )
        return None
    try:
        held = hold(section, language)
    except NotTranslatable as refusal:
        wrong += [f"{section}: {reason}" for reason in refusal.messages]
        return None
    arrival = Arrival(held, plan(held.section, held.translation, language), file)
    before = len(wrong)
    wrong += misfits(arrival)
    return arrival if len(wrong) == before else None


def misfits(arrival: Arrival) -> Iterator[str]:
    """What changed in the portal since the file was exported, the translation apart; or in the file."""
    section, file = arrival.section, arrival.file
    if file.source_language != section.source_language:
        yield (
            _("“%(section)s” is written in %(now)s by now, and was in %(before)s when the file was exported.")
            % {
                "section": section,
                "now": named(section.source_language),
                "before": named(file.source_language),
            }
        )
        return
    if file.source != fingerprint(arrival.held.source):
        yield (
            _("The source of “%(section)s” has changed since the file was exported (segments: %(numbers)s).")
            % {"section": section, "numbers": listed(gone(arrival)) or "–"}
        )
    elif not arrival.is_behind:
        yield from damaged(arrival)


def gone(arrival: Arrival) -> list[str]:
    """Numbers of the file's segments that the source no longer has."""
    now = {as_html(segment) for segment in cut(arrival.held.source).segments}
    return [unit.number for unit in arrival.file.units if source_in(unit) not in now]


def damaged(arrival: Arrival) -> Iterator[str]:
    """What another program did to the file beside translating it."""
    found = [unit.number for unit in arrival.file.units]
    expected = [str(number) for number, _unit in enumerate(arrival.plan.units, 1)]
    said = {"section": arrival.section}
    if unknown := [number for number in found if number not in expected or found.count(number) > 1]:
        yield (
            _("“%(section)s” has no segment %(numbers)s, or the file has it twice.")
            % {**said, "numbers": listed(dict.fromkeys(unknown))}
        )
    if lost := [number for number in expected if number not in found]:
        yield (
            _("The file lacks segments of “%(section)s”: %(numbers)s.") % {**said, "numbers": listed(lost)}
        )
    if other := [
        number for number, unit, now in paired(arrival) if source_in(unit, now) != as_html(now.source)
    ]:
        yield (
            _("The file has another source for segments of “%(section)s”: %(numbers)s.")
            % {**said, "numbers": listed(other)}
        )


def paired(arrival: Arrival) -> Iterator[tuple[str, ReadUnit, Unit]]:
    """Units of the file with the portal's of the same number."""
    units = {str(number): unit for number, unit in enumerate(arrival.plan.units, 1)}
    for unit in arrival.file.units:
        if now := units.get(unit.number):
            yield unit.number, unit, now


def source_in(unit: ReadUnit, now: Unit | None = None) -> str:
    """The source as the file has it; empty where its marks are not the portal's."""
    try:
        return as_html(read_segment(unit.source, numbered(now.source) if now else {}))
    except UnknownMark:
        return ""
