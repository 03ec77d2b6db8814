"""PDF: nothing that runs, calls out or hides another file; its text and its first page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from looking import Refused

RUNS = {"/JavaScript": "script", "/Launch": "launch", "/ImportData": "launch", "/SubmitForm": "launch"}
PLAYS = {"/GoToE": "embedded", "/Rendition": "embedded", "/Movie": "embedded", "/Sound": "embedded"}
HOLDS = {"/JS": "script", "/XFA": "script", "/EmbeddedFiles": "embedded", "/EF": "embedded"}
SHOWS = {"/FileAttachment": "embedded", "/RichMedia": "embedded", "/3D": "embedded", "/Screen": "embedded"}
GOES_OUT = ("/URI", "/GoToR")  # harmless where a reader presses them, not where they happen by themselves
OF_ITSELF = ("/OpenAction", "/AA")
SCRIPTS = re.compile(r"\s*(javascript|vbscript|data):", re.IGNORECASE)
# Of a server in the reader's network, who is told their name as the link is pressed. Links to the writer's own disk are dead, and many
# programs leave such behind.
SHARES = re.compile(r"\s*(file:)?([\\/]{2}|[\\/]{4,})[^\\/]", re.IGNORECASE)
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
    if any(goes_out(thing.get(key)) for key in OF_ITSELF):
        return "launch"
    action, kind = str(thing.get("/S")), str(thing.get("/Subtype"))
    return RUNS.get(action) or PLAYS.get(action) or SHOWS.get(kind) or fault_of_address(thing, action)


def goes_out(done: Any) -> bool:
    """What happens as the document or a page is opened: one action, or a dictionary of them by their occasion."""
    if not isinstance(done, pikepdf.Dictionary):
        return False
    actions = [done, *(each for each in done.values() if isinstance(each, pikepdf.Dictionary))]
    return any(str(each.get("/S")) in GOES_OUT for each in actions)


def fault_of_address(thing: Any, action: str) -> str:
    """Where a link leads that a reader may press: no script, and no share of a network."""
    if action == "/URI":
        said = str(thing.get("/URI", ""))
        return "script" if SCRIPTS.match(said) else "launch" if SHARES.match(said) else ""
    if action == "/GoToR":
        named = thing.get("/F", "")
        is_spelled_out = isinstance(named, pikepdf.Dictionary)
        said = str(named.get("/UF", named.get("/F", "")) if is_spelled_out else named)
        return "launch" if SHARES.match(said) else ""
    return ""
