"""The columns of a delegate list, in three languages; a list may come back with the heads of any of them."""

import unicodedata
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imap.core.translation import LANGUAGES

HEAD_ROW = 1
MOST_ROWS = 500  # delegates of one list
EXPLAINS = _("How to fill this in")  # the second sheet


@dataclass(frozen=True)
class Column:
    name: str
    label: str | Promise
    is_needed: bool = False
    width: int = 22
    most: int = 200


COLUMNS = (
    Column("organisation", _("State or organisation"), True),
    Column("name", _("Name"), True, 30, 150),
    Column("name_ar", _("Name in Arabic script"), width=30, most=150),
    Column("function", _("Function"), True, 34),
    Column("ministry", _("Ministry or department"), width=34),
    Column("email", _("E-mail address"), width=30, most=254),
    Column("phone", _("Telephone"), width=18, most=40),
    Column("access_needs", _("Access needs"), most=500),
    Column("dietary_needs", _("Dietary needs"), most=500),
    Column("language", _("Language of letters"), width=18),
    Column("interpretation", _("Listens in"), width=18),
)


# What people write above a column of a list that they had already.
ALSO = {
    "organisation": (
        "State", "Country", "Organisation", "Organization", "Delegation", "Pays", "État", "Délégation", "الدولة", "البلد",
        "المنظمة", "الوفد",
    ),
    "name": ("Full name", "Name and surname", "Nom complet", "Nom et prénom", "Prénom et nom", "الاسم الكامل", "الاسم واللقب"),
    "function": ("Position", "Job title", "Poste", "Titre", "المنصب", "الصفة"),
    "ministry": ("Ministry", "Department", "Ministère", "Service", "الوزارة", "الإدارة"),
    "email": ("Email", "E-mail", "Mail", "Email address", "Courriel", "Adresse électronique", "البريد الإلكتروني", "الايميل"),
    "phone": ("Phone", "Mobile", "Phone number", "Tel", "Tel.", "Téléphone", "Tél.", "رقم الهاتف", "الجوال"),
}  # fmt: skip


def folded(words: object) -> str:
    """For comparing what people type: no case, accents, vowel marks, tatweel, doubled spaces; one alef."""
    plain = unicodedata.normalize("NFKD", str(words)).replace("\u0640", "")
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.translate(ONE_LETTER).casefold().replace("’", "'").split())


ONE_LETTER = str.maketrans({"ى": "ي", "ة": "ه", "\u200f": "", "\u200e": ""})


def known_heads() -> dict[str, str]:
    """What may stand above a column: its name here, its head in any of the languages, or what people call it."""
    heads = {folded(column.name): column.name for column in COLUMNS}
    for language in LANGUAGES:
        with translation.override(language):
            heads |= {folded(column.label): column.name for column in COLUMNS}
    others = {folded(word): name for name, words in ALSO.items() for word in words}
    return others | heads
