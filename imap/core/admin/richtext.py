"""The rich text editor of sections: just the marks that `imap.core.richtext` lets in."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from imap.core.richtext import sanitise


def extensions() -> dict[str, Any]:
    """What the editor offers; the names are tiptap's, `Footnote` and `KeepAttributes` are the portal's own."""
    return {
        "Bold": True,
        "Italic": True,
        "Subscript": True,
        "Superscript": True,
        "Heading": {"levels": [3, 4]},
        "BulletList": True,
        "OrderedList": {"enableListAttributes": False},
        "ListItem": True,
        "Blockquote": True,
        "HardBreak": True,
        "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "Footnote": {"cssClasses": [{"className": "footnote", "title": _("Footnote")}]},
        "NoSpellCheck": False,
        "KeepAttributes": True,
    }


class RichTextWidget(AdminProseEditorWidget):
    @property
    def media(self) -> forms.Media:
        """The editor's files without its own import map: the portal has one, which the policy admits by its hash."""
        return forms.Media(
            css={
                "all": [
                    "django_prose_editor/material-icons.css",
                    "django_prose_editor/editor.css",
                    "django_prose_editor/overrides.css",
                ]
            },
            js=[forms.Script("django_prose_editor/configurable.js", type="module")],
        )

    def get_config(self) -> dict[str, Any]:
        """Made at each request: labels are in the language of the page."""
        self.config = {"extensions": extensions()}
        return {**super().get_config(), "js_modules": [static("js/admin/editor-extensions.js")]}


class RichTextField(ProseEditorFormField):
    """Sanitised on the way in, so that an error elsewhere in the form shows the text as it would be kept."""

    widget = RichTextWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", RichTextWidget)
        super().__init__(config={"extensions": extensions()}, sanitize=sanitise, **kwargs)
