"""Texts of a given size that look like sections: headings, lists, a table, links, footnotes, cited sources."""

from imap.core.translation import LANGUAGES

STOCK = {
    "en": "migration route profile state agency record labour return remittance border transit consular register "
    "permit asylum data policy ministry coast overland survey skills diaspora",
    "fr": "migration route profil état agence registre travail retour transfert frontière transit consulaire permis "
    "asile données politique ministère littoral enquête compétences diaspora accueil",
    "ar": "الهجرة الطريق الملف الدولة الوكالة السجل العمل العودة التحويلات الحدود العبور القنصلية التصريح "
    "اللجوء البيانات السياسة الوزارة الساحل المسح المهارات الشتات الاستقبال",
}
WORDS = {language: STOCK[language].split() for language in LANGUAGES}


def sentence(language: str, start: int, words: int = 18) -> str:
    stock = WORDS[language]
    return " ".join(stock[(start * 7 + step * (start % 5 + 1)) % len(stock)] for step in range(words)) + "."


def paragraph(language: str, start: int, sources: int) -> str:
    note = f'<span class="footnote">{sentence(language, start, 9)}</span>' if start % 4 == 0 else ""
    link = f'<a href="https://example.org/{start}">{sentence(language, start + 3, 3)}</a>'
    sentences = " ".join(sentence(language, start + step) for step in range(5))
    return f"<p>{sentences} {link} [{start % sources + 1}]{note}</p>"


def listing(language: str, start: int) -> str:
    items = "".join(f"<li>{sentence(language, start + step, 8)}</li>" for step in range(5))
    return f"<h3>{sentence(language, start, 4)}</h3><ul>{items}</ul>"


def table(language: str, start: int) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in WORDS[language][:4])
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{sentence(language, start + row + cell, 2)}</td>" for cell in range(4))
        + "</tr>"
        for row in range(6)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def section(language: str, letters: int, sources: int) -> str:
    """At least `letters` characters of markup and words."""
    parts: list[str] = [listing(language, 1), table(language, 2)]
    size, start = sum(map(len, parts)), 0
    while size < letters:
        parts.append(paragraph(language, start, sources))
        size, start = size + len(parts[-1]), start + 1
    return "".join(parts)
