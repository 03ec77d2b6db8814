"""What the admin's scripts say, in the language of the page; they read it from the page as JSON."""

from typing import Any

from django.utils.translation import gettext as _

from imap.core.translation import LANGUAGES, OWN_NAMES, reading_language


def page_words() -> dict[str, Any]:
    return {
        "languages": {code: OWN_NAMES[code] for code in LANGUAGES},
        "language": reading_language(),
        "languagesLabel": _("Language of the texts"),
        "empty": _("empty"),
        "error": _("to correct"),
        "unsaved": _("You have changes that are not saved."),
        "kept": _("Kept as a version at"),
        "keptHere": _("Not sent yet: kept in this browser, and sent when the connection is back."),
        **place_words(),
        "editor": editor_words(),
    }


def place_words() -> dict[str, str]:
    return {
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "position": _("Position"),
        "add": _("Add a position"),
        "remove": _("Remove this position"),
        "openMap": _("Edit on the map"),
        "closeMap": _("Close the map"),
        "mapLabel": _("Map for placing positions"),
        "clickToPlace": _("Click the map to place, drag a point to move it. The table below does the same."),
        "noMap": _("The map cannot be drawn here; the table and the box do the same."),
    }


def editor_words() -> dict[str, str]:
    """The rich text editor's own English words (django-prose-editor 0.28), as keys."""
    return {**text_words(), **link_words(), **table_words(), **button_words()}


def text_words() -> dict[str, str]:
    return {
        "paragraph": _("Kind of paragraph"),
        "Paragraph": _("Paragraph"),
        "Heading 3": _("Heading"),
        "Heading 4": _("Lesser heading"),
        "unordered list": _("List"),
        "ordered list": _("Numbered list"),
        "blockquote": _("Quotation"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "undo": _("Undo"),
        "redo": _("Redo"),
    }


def link_words() -> dict[str, str]:
    return {
        "insert link": _("Link"),
        "remove link": _("Remove the link"),
        "URL": _("Address"),
        "Title": _("Title"),
        "Edit Link": _("Edit the link"),
    }


def table_words() -> dict[str, str]:
    return {
        "Insert table": _("Table"),
        "Add column": _("Add a column"),
        "Delete column": _("Delete the column"),
        "Add row": _("Add a row"),
        "Delete row": _("Delete the row"),
        "Toggle header cell": _("Heading cell or plain cell"),
        "Heading row": _("First row: headings or plain"),
        "Caption": _("Caption of the table"),
        "Edit Caption": _("Edit the caption"),
        "Merge cells": _("Merge the cells"),
        "Split cell": _("Split the cell"),
        "Delete table": _("Delete the table"),
        "Insert Table": _("Insert a table"),
        "Table Properties": _("Size of the table"),
        "Rows": _("Rows"),
        "Columns": _("Columns"),
        "Include header row": _("With a heading row"),
    }


def button_words() -> dict[str, str]:
    return {
        "Cancel": _("Cancel"),
        "Update": _("Update"),
        "Insert": _("Insert"),
    }
