"""Rules of passwords, in the portal's own words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's rule; its Arabic sentences are missing or wrong in number."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short. It needs at least %d character.",
            "This password is too short. It needs at least %d characters.",
            self.min_length,
        ) % (self.min_length)

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(count)d character; a few words in a row are easy to remember.",
            "At least %(count)d characters; a few words in a row are easy to remember.",
            self.min_length,
        ) % {"count": self.min_length}
