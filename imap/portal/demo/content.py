"""The demo's written content: read and checked as a whole, before anything is loaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from imap.portal.demo.faults import ContentError, Faults
from imap.portal.demo.files import HERE, PLACES, PROFILES
from imap.portal.demo.places_file import check_places
from imap.portal.demo.plan import Wanted, countries_with_profile, places_with_profile
from imap.portal.demo.profile_file import ProfileFile, check


@dataclass(frozen=True)
class Content:
    """Routes, hubs and cities; the profiles there are to be; the files of those that are written."""

    places: dict[str, list[dict[str, Any]]]
    wanted: list[Wanted]
    files: dict[Wanted, ProfileFile]


def read_content(profiles: Path = PROFILES, places: Path = PLACES) -> Content:
    """All of it. Raises `ContentError` with every fault of every file; a profile without a file is no fault."""
    found: list[str] = []
    known_places = check_places(read(places, Faults(places.name, found)), Faults(places.name, found))
    wanted = dict.fromkeys(countries_with_profile() + places_with_profile(known_places))
    files: dict[Wanted, ProfileFile] = {}
    for path in sorted(profiles.rglob("*.yaml")):
        faults = Faults(named(path), found)
        file = check(path, read(path, faults), faults)
        if file is None:
            continue
        if file.wanted.kind != "thematic" and file.wanted not in wanted:
            faults.add("place", f"“{file.wanted.place}” is not among the places with a profile")
        files[file.wanted] = file
    if found:
        raise ContentError(found)
    return Content(known_places, [*dict.fromkeys([*wanted, *files])], files)


def read(path: Path, faults: Faults) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        faults.add("file", " ".join(str(error).split()))
        return None


def named(path: Path) -> str:
    return path.relative_to(HERE).as_posix() if path.is_relative_to(HERE) else path.name
