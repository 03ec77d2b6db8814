"""How a name sounds, so that Mohamed, Muhammad and محمد meet: consonants as a key, and a closer look at what the key finds."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice, product

RULES = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("tch|sch|ch|sh", "S"), ("dzh|dj|dg", "j"), ("gh", "G"), ("kh", "X"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck|qu|q", "k"),
        ("c(?=[eiy])", "s"), ("c", "k"), ("x", "ks"), ("ee", "i"), ("w", "u"), ("y", "i"), ("h$", ""),
    )
]  # fmt: skip
VOWELS = re.compile("[aeiou]+")
DOUBLED = re.compile(r"(.)\1+")
LEET = {
    "0": "o",
    "1": "i",
    "3": "a",
    "4": "a",
    "5": "s",
    "7": "h",
    "9": "k",
    "2": "",
    "6": "t",
    "8": "b",
    "@": "a",
    "$": "s",
}
BONES = {"g": "j", "v": "f", "p": "b"}
ARABIC_BONES = {
    "ب": "b", "ت": "t", "ث": "ts", "ج": "j", "ح": "h", "خ": "X", "د": "d", "ذ": "dz", "ر": "r", "ز": "z", "س": "s", "ش": "S",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "zd", "غ": "Gj", "ف": "f", "ق": "kj", "ك": "kj", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
SOUNDS = {
    "ب": "[bp]+", "ت": "t+", "ث": "(?:th|t|s)", "ج": "(?:dj|j|g|dg)+", "ح": "(?:h|ch)+", "خ": "(?:kh|ch|h|x|j)", "د": "d+",
    "ذ": "(?:dh|d|z|th)", "ر": "r+", "ز": "[zs]+", "س": "(?:s|c|z)+", "ش": "(?:sh|ch|sch|s)+", "ص": "[sc]+", "ض": "(?:dh|d|th|z)+",
    "ط": "t+h?", "ظ": "(?:dh|z|d|th)", "غ": "(?:gh|g|rh)+", "ف": "(?:f|ph|v|w)+", "ق": "(?:q|k|c|g)+u?", "ك": "(?:k|c|q|g)+h?",
    "ل": "l+", "م": "m+", "ن": "n+", "ه": "h?", "ا": "[aeo]{1,2}", "و": "(?:ou|wo|oo|ow|aw|au|eu|w|u|o|v)", "ع": "",
    "ي": "(?:ay|ai|ei|ey|ee|ie|yi|iy|y|i|e|j)+",
}  # fmt: skip
FIRST = {"ا": "[aeiou]{1,2}", "ي": "(?:y|i|j|e)[aeiou]?", "و": "(?:w|ou|o|u|v)", "ع": "[aeiou]{0,2}"}
SERVANT = re.compile(r"^[ae]bd(?:[aeiou]{1,2}(?:l|([a-z])(?=\1))?|l)?(?=[a-z]{3})")
SERVANT_ARABIC = re.compile(r"^عبد(?:ال)?(?=.{3})")
SILENT_END = re.compile("(?:(?<=[nr])d|(?<=[nroeu])t|es|(?<=[ao]i)s|(?<=[aeo]u)x)$")
ALIKE = 0.74
# How a name is said that is written otherwise, as its Arabic spelling goes by the sound: Dubois is دوبوا, Wright رايت, Schmidt شميت.
SAID = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("^wr", "r"), ("igh", "ai"), ("oi[stx]?$", "oua"), ("^le(?=[bcdfgmprtv])", "lo"), ("dt$", "t"), ("ier$", "ie"), ("uis$", "ui"),
    )
]  # fmt: skip
CROSS = "~"  # before a key that counts from one script to the other alone
TCH, TCH_SOUND = "\u06ba", "(?:tsch|tch|ch|cz|c|s)+[aeiou]{0,2}"  # تش as one sound


@lru_cache(maxsize=20000)
def canonical(word: str) -> str:
    """One form for the servant names: Abdel Rahman, Abderrahmane and عبد الرحمن begin alike."""
    return SERVANT_ARABIC.sub("عبد", word) if word.startswith("عبد") else SERVANT.sub("abda", word)


@lru_cache(maxsize=20000)
def plain(word: str) -> str:
    """Digits that stand for letters, as letters: `m0hamed`, `mo7amed`."""
    if word.isdigit() or not any(char.isdigit() for char in word):
        return word
    return "".join(LEET.get(char, char) for char in word)


@lru_cache(maxsize=20000)
def light(word: str) -> str:
    """A Latin word by its sounds: `youssef` and `yusuf` come close, `djamel` and `jamal` are one."""
    word = canonical(plain(word))
    for pattern, to in RULES:
        word = pattern.sub(to, word)
    return DOUBLED.sub(r"\1", VOWELS.sub(vowel, word))


def vowel(found: re.Match[str]) -> str:
    group = found[0]
    return "u" if set(group) & set("uo") else "i" if "i" in group else "a"


def unsounded(word: str) -> str:
    """Without the consonant that French does not sound at the end: دوبون is Dupont, شارل Charles."""
    return SILENT_END.sub("", word) if len(word) > 4 else word


@lru_cache(maxsize=20000)
def said(word: str) -> tuple[str, ...]:
    """A Latin name as it is written, without what French leaves out at its end, and as it is said."""
    heard = word
    for pattern, to in SAID:
        heard = pattern.sub(to, heard)
    return tuple(dict.fromkeys((word, unsounded(word), heard, unsounded(heard))))


@lru_cache(maxsize=20000)
def cross_bones(word: str, is_arabic: bool) -> set[str]:
    """Further keys under which a Latin name meets its Arabic spelling: Jansen يانسن, Çelik تشيليك, Gonçalves غونسالفيس."""
    if is_arabic:
        return {CROSS + key for form in {word, word.replace("تش", "ش")} for key in bones(form, True)}
    forms = {
        form.replace(*pair) for form in said(word) for pair in (("", ""), ("j", "i"), ("c", "ch"), ("c", "s"))
    }
    return {CROSS + key for form in forms for key in bones(form, False)}


@lru_cache(maxsize=20000)
def bones(word: str, is_arabic: bool) -> tuple[str, ...]:
    """The consonants, as keys; a letter that may be heard in two ways gives two keys."""
    if not is_arabic:
        forms = {
            word,
            word.replace("ch", "k"),
            word.replace("w", "v"),
            unsounded(word),
        }  # Bianchi, Kowalska, Dupont
        return tuple(
            "".join(BONES.get(char, char) for char in light(form) if char not in "aiu") for form in forms
        )
    word = canonical(word)
    heard = [ARABIC_BONES.get(char, "") for char in word.removesuffix("ه")]
    return tuple("".join(each) for each in islice(product(*(sounds for sounds in heard if sounds)), 16))


@lru_cache(maxsize=20000)
def pattern(arabic: str) -> re.Pattern[str]:
    """What an Arabic word may look like in Latin letters."""
    word = canonical(arabic).replace("يي", "ي").replace("تش", TCH)
    parts = []
    for at, char in enumerate(word):
        is_last = at == len(word) - 1
        if at == 0 and word[:2] in ("او", "اي"):
            parts.append("[aeiou]{0,1}")  # Okafor is اوكافور, and the vowel is told by the next letter
        elif char == TCH:
            parts.append(TCH_SOUND)
        elif char == "ه" and is_last:
            parts.append("(?:ah|a|eh|e|at|et|h)?")
        elif char == "ي" and is_last:
            parts.append("(?:[aeiouyj]{1,2})")  # Mustafa ends in ya as well
        elif at == 0 and char in FIRST:
            parts.append(FIRST[char])
        else:
            parts.append(
                SOUNDS.get(char, "") + ("[aeiou]{0,2}" if char in ARABIC_BONES or char == "ع" else "")
            )
    return re.compile("".join(parts) + "e?h?")


@lru_cache(maxsize=50000)
def sound_alike(one: str, other: str, one_is_arabic: bool, other_is_arabic: bool) -> bool:
    """After their keys have met: whether the vowels agree too."""
    if one_is_arabic and other_is_arabic:
        return canonical(one) == canonical(other)
    if one_is_arabic or other_is_arabic:
        arabic, latin = (one, other) if one_is_arabic else (other, one)
        heard = pattern(arabic)
        return any(heard.fullmatch(canonical(form)) for form in said(plain(latin)))
    first, second = light(one), light(other)
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE
