"""Loading sources: one row for a publication of a regional i-Map, however many profiles cite it."""

from collections.abc import Iterable
from typing import Any

from imap.core.upsert import Tally, upsert
from imap.portal.demo.profile_file import ProfileFile
from imap.regions.models import RegionalMap
from profiles.models import Source

# A source is the same where these are: map, publisher, title, address.
Key = tuple[str, str, str, str]
Shelf = dict[Key, Source]


def key_of(file: ProfileFile, source: dict[str, Any]) -> Key:
    return file.wanted.map, source["publisher"].strip(), source["title"].strip(), source["url"].strip()


def load_sources(files: Iterable[ProfileFile], tally: Tally) -> Shelf:
    """Files may describe the same source differently: the latest access and the first year that is given count."""
    merged: dict[Key, dict[str, Any]] = {}
    for file in files:
        for source in file.sources.values():
            values = merged.setdefault(
                key_of(file, source), {"language": source["language"], "published": "", "accessed_on": None}
            )
            values["published"] = values["published"] or str(source.get("published") or "")
            days = [day for day in (values["accessed_on"], source.get("accessed_on")) if day]
            values["accessed_on"] = max(days, default=None)
    maps = {regional_map.slug: regional_map for regional_map in RegionalMap.objects.all()}
    return {
        key: upsert(
            Source,
            tally,
            key={"regional_map": maps[key[0]], "publisher": key[1], "title": key[2], "url": key[3]},
            **values,
        )
        for key, values in merged.items()
    }
