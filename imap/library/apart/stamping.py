"""Puts one made page, the stamp, at the foot of every page of a document, as it is seen: turned, cropped, of any size."""

import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import pikepdf

SHARE = 0.022  # of the page's height, as it is seen
LEAST, MOST = 11.0, 60.0  # points
LETTER = (0.0, 0.0, 612.0, 792.0)  # what viewers take a sheet to be that has no size
KEPT_AND_BROUGHT_BACK = re.compile(rb"(?<![^\s\])>])[qQ](?![^\s\[(</])")  # the state of the pen
SIDES = {0: "bottom", 90: "right", 180: "top", 270: "left"}  # which edge is seen at the foot


def stamp(path: Path, stamp_path: Path, target: Path) -> dict[str, Any]:
    with pikepdf.open(path) as document, pikepdf.open(stamp_path) as made:
        form = document.copy_foreign(made.pages[0].as_form_xobject())
        for page in document.pages:
            bring_back(document, page)
            page.add_overlay(form, foot_of(page))
        take_signatures_off(document)
        document.save(target, linearize=False)
        return {"pages": len(document.pages)}


def bring_back(document: Any, page: Any) -> None:
    """Some programs leave a page scaled or clipped as they end it, and the stamp would be set as small: what was kept is brought back.

    A letter in a text may be counted as well. One `Q` too many does nothing.
    """
    steps = [1 if found[0] == b"q" else -1 for found in KEPT_AND_BROUGHT_BACK.finditer(contents_of(page))]
    depths = list(accumulate(steps, initial=0))
    missing = -min(depths)
    if missing:
        page.contents_add(document.make_stream(b"q " * missing), prepend=True)
    if left_open := depths[-1] + missing:
        page.contents_add(document.make_stream(b" Q" * left_open))


def contents_of(page: Any) -> bytes:
    found = page.obj.get("/Contents")
    streams = found if isinstance(found, pikepdf.Array) else [found]
    return b"\n".join(each.read_bytes() for each in streams if isinstance(each, pikepdf.Stream))


def foot_of(page: Any) -> pikepdf.Rectangle:
    """The strip along the edge of the shown part of the page that a reader sees at the foot."""
    west, south, east, north = shown_part(page)
    side = SIDES[turned(page.get("/Rotate", inherited(page, "/Rotate", 0)))]
    height = (east - west) if side in ("left", "right") else (north - south)
    strip = max(LEAST, min(MOST, height * SHARE))
    edges = {
        "bottom": (west, south, east, south + strip),
        "top": (west, north - strip, east, north),
        "left": (west, south, west + strip, north),
        "right": (east - strip, south, east, north),
    }
    return pikepdf.Rectangle(*edges[side])


def turned(said: Any) -> int:
    """Quarters of a circle; viewers ignore what is none."""
    try:
        degrees = int(said) % 360
    except (TypeError, ValueError):
        return 0
    return degrees if degrees in SIDES else 0


def shown_part(page: Any) -> tuple[float, float, float, float]:
    """The crop box, as far as it lies on the sheet."""
    media = corners(page.mediabox)
    if media[0] == media[2] or media[1] == media[3]:
        return LETTER
    crop = corners(page.cropbox)
    west, south = max(media[0], crop[0]), max(media[1], crop[1])
    east, north = min(media[2], crop[2]), min(media[3], crop[3])
    return (west, south, east, north) if west < east and south < north else media


def corners(box: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(each) for each in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def inherited(page: Any, key: str, default: Any) -> Any:
    node = page.obj
    for _step in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return default


def take_signatures_off(document: Any) -> None:
    """A stamped page is not what was signed: a seal that must fail would say that somebody tampered with it."""
    if "/Perms" in document.Root:
        del document.Root["/Perms"]
    form = document.Root.get("/AcroForm")
    if form is None:
        return
    if "/SigFlags" in form:
        form["/SigFlags"] = 0
    for field in document.objects:
        if isinstance(field, pikepdf.Dictionary) and field.get("/FT") == "/Sig" and "/V" in field:
            del field["/V"]
