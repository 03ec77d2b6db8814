"""PDF: nothing that runs, calls out or hides another file; its text and its first page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from looking import Refused

RUNS = {"/JavaScript": "script", "/Launch": "launch", "/ImportData": "launch", "/SubmitForm": "launch"}
HOLDS = {"/JS": "script", "/XFA": "script", "/EmbeddedFiles": "embedded", "/EF": "embedded"}
SHOWS = {"/FileAttachment": "embedded", "/RichMedia": "embedded", "/3D": "embedded", "/Screen": "embedded"}
MOST_OBJECTS = 400_000
DEEPEST = 40


def look_into(path: Path) -> int:
    """Its number of pages. Raises `Refused`."""
    try:
        with pikepdf.open(path) as document:
            if document.is_encrypted:
                raise Refused("encrypted")
            pages = len(document.pages)
            if not pages:
                raise Refused("corrupt")
            look_through(document)
            return pages
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        raise Refused("corrupt") from error


def look_through(document: Any) -> None:
    """Every dictionary of the document, also those that no page leads to."""
    for seen, thing in enumerate(dictionaries(document)):
        if seen > MOST_OBJECTS:
            raise Refused("too_complex")
        if reason := fault_of(thing):
            raise Refused(reason)


def dictionaries(document: Any) -> Iterator[Any]:
    yield document.trailer
    for thing in document.objects:
        yield from within(thing, 0)


def within(thing: Any, depth: int) -> Iterator[Any]:
    """Itself and what is written out inside it; what it only points to comes by itself."""
    if depth > DEEPEST:
        raise Refused("too_complex")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner = (
            list(thing.values())
            if isinstance(thing, pikepdf.Dictionary)
            else list(thing.stream_dict.values())
        )
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for each in inner:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from within(each, depth + 1)


def fault_of(thing: Any) -> str:
    for key, reason in HOLDS.items():
        if key in thing:
            return reason
    action, kind = thing.get("/S"), thing.get("/Subtype")
    return RUNS.get(str(action), "") or SHOWS.get(str(kind), "")
