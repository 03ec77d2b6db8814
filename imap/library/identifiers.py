"""Numbers under which publications are known elsewhere: ISBN, ISSN, DOI, checked as far as they check themselves."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DOI = re.compile(r"10\.\d{4,9}/\S+")


def is_isbn(text: str) -> None:
    """Raises `ValidationError` unless the check digit of a 10 or 13 digit number is right."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits))
        right = total % 11 == 0
    elif re.fullmatch(r"97[89]\d{10}", digits):
        right = sum((1, 3)[at % 2] * int(digit) for at, digit in enumerate(digits)) % 10 == 0
    else:
        right = False
    if not right:
        raise ValidationError(_("This is no ISBN: its digits do not fit together."))


def is_issn(text: str) -> None:
    """Raises `ValidationError` unless it reads 1234-5679, the last digit fitting the others."""
    digits = text.upper().replace("-", "")
    values = [10 if digit == "X" else int(digit) for digit in digits if digit.isdigit() or digit == "X"]
    if (
        not re.fullmatch(r"\d{4}-\d{3}[\dXx]", text)
        or sum((8 - at) * value for at, value in enumerate(values)) % 11
    ):
        raise ValidationError(_("This is no ISSN. Write it as in 1234-5679."))


def is_doi(text: str) -> None:
    """Raises `ValidationError` for what is no DOI, or one written as an address."""
    if not DOI.fullmatch(text):
        raise ValidationError(_("Write the DOI alone, as in 10.1000/182."))
