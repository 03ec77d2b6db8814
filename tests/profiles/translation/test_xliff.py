"""XLIFF: what goes out comes back letter by letter; what does not fit is refused with a list, and then nothing is written."""

import io
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES
from imap.portal.demo.content import read_content
from profiles import actions
from profiles.models import Profile, Section, Translation, TranslationState
from profiles.models.translation import state_in
from profiles.translation.exchange import ImportRefused, import_xliff
from profiles.translation.inline import XLIFF, numbered
from profiles.translation.inline import read as read_segment
from profiles.translation.markup import as_html, parse
from profiles.translation.segments import cut
from profiles.translation.units import planned
from profiles.translation.xliff import EditionFile, add_unit, export
from tests import factories as make
from tests.profiles.translation.conftest import asked, now, rewrite, translate

NAMES = {"x": XLIFF}


def through_a_file(source: str, text: str, made_from: str) -> str:
    """The translation after it was written to a file and read again."""
    plan = planned(source, text, made_from)
    store = EditionFile(targetlanguage="fr")
    for number, unit in enumerate(plan.units, 1):
        add_unit(store, f"s.{number}", unit)
    out = io.BytesIO()
    store.serialize(out)
    back = EditionFile.parsestring(out.getvalue())
    assert len(back.units) == len(plan.units)
    targets = []
    for unit, read in zip(plan.units, back.units, strict=True):
        marks = numbered(unit.source)
        assert as_html(read_segment(read.xmlelement.find("x:source", NAMES), marks)) == as_html(unit.source)
        targets.append(read_segment(read.xmlelement.find("x:target", NAMES), marks))
    return sanitise(plan.filled(targets))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20
) | st.sampled_from(["مرحباً [1] ", "l’État & «x» <y>", "a\u00a0b", "  ", "\n", "tab\there", "\x01", "\ufffe"])


def tagged(tag: str, attributes: str = "") -> st.SearchStrategy:
    return st.builds(lambda inner: f"<{tag}{attributes}>{inner}</{tag}>", st.deferred(lambda: INLINE))


TEXTS = st.builds(lambda words: words.replace("&", "&amp;").replace("<", "&lt;"), WORDS)
INLINE = st.lists(
    TEXTS
    | st.just("<br>")
    | st.deferred(
        lambda: st.one_of(
            tagged("strong"), tagged("em"), tagged("sup"), tagged("span", ' class="footnote"'),
            tagged("a", ' href="https://example.org/?a=1&amp;b=2" hreflang="fr"'),
            tagged("span", ' lang="ar" dir="rtl"'),
        )
    ),
    max_size=4,
).map("".join)  # fmt: skip
BLOCK = st.one_of(
    st.builds(lambda inner: f"<p>{inner}</p>", INLINE),
    st.builds(lambda inner: f"<h3>{inner}</h3>\n", INLINE),
    st.builds(
        lambda rows: "<ul>\n" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>",
        st.lists(INLINE, min_size=1, max_size=3),
    ),
    st.builds(lambda one, two: f"<blockquote><p>{one}</p>{two}</blockquote>", INLINE, INLINE),
    st.builds(
        lambda one, two: f'<table><tbody><tr><th scope="row">{one}</th><td>{two}</td></tr></tbody></table>',
        INLINE,
        INLINE,
    ),
)
# The word keeps it from being blank: a blank text is no text.
HTML = st.builds(
    lambda before, after: sanitise("".join([*before, "<p>word</p>", *after])),
    st.lists(BLOCK | TEXTS, max_size=2),
    st.lists(BLOCK | TEXTS, max_size=2),
)


@settings(max_examples=120, deadline=None)
@given(source=HTML, text=HTML, made_from=st.just("") | HTML)
def test_any_text_comes_back_as_it_went(source, text, made_from):
    assert through_a_file(source, text, source) == sanitise(text)
    plan = planned(source, text, made_from)
    targets = [unit.target for unit in plan.units]
    if None not in targets:
        assert through_a_file(source, text, made_from) == sanitise(plan.filled(targets))


@settings(max_examples=300, deadline=None)
@given(html=HTML)
def test_a_text_cut_and_put_together_is_the_same(html):
    made = cut(html)
    assert sanitise(made.filled(made.segments)) == sanitise(html)
    assert sanitise(as_html(parse(html))) == sanitise(html)


def demo_pairs():
    for wanted, file in read_content().files.items():
        for row in file.sections:
            bodies = {language: sanitise(row["body"][language]) for language in LANGUAGES}
            for source in LANGUAGES:
                for language in LANGUAGES:
                    if source != language:
                        yield (
                            f"{wanted.key} {row['code']} {source}-{language}",
                            bodies[source],
                            bodies[language],
                        )


def test_every_text_of_the_demo_goes_out_and_comes_back_in_every_pair_of_languages(record_property):
    texts = segments = alike = 0
    for name, source, text in demo_pairs():
        assert through_a_file(source, text, source) == text, name
        units = planned(source, text, source).units
        texts, segments, alike = texts + 1, segments + len(units), alike + (len(units) > 1)
    record_property("segments", segments)
    sys.stdout.write(f"\n{texts} texts, {segments} segments, {alike} texts of more than one\n")
    assert texts >= 900
    assert segments > 4 * texts


def test_a_changed_source_keeps_the_translations_of_what_did_not_change():
    before = "<p>One <strong>a</strong></p><p>Two</p>"
    now = "<p>One <strong>a</strong></p><p>New</p><p>Two</p>"
    units = planned(now, "<p>Un <strong>a</strong></p><p>Deux</p>", before).units
    assert [unit.target and as_html(unit.target) for unit in units] == ["Un <strong>a</strong>", None, "Deux"]


def test_a_source_that_lost_a_paragraph_keeps_the_translations_of_the_others():
    units = planned("<p>One</p>", "<p>Un</p><p>Deux</p>", "<p>One</p><p>Two</p>").units
    assert [unit.target and as_html(unit.target) for unit in units] == ["Un"]


# With the database


@pytest.fixture
def rich(section):
    """A section of two paragraphs with a link, translated into French."""
    rewrite(section, '<p>One <a href="https://example.org/">link</a> [1]</p><p>Two</p>')
    translate(section, '<p>Un <a href="https://example.org/fr">lien</a> [1]</p><p>Deux</p>')
    return now(section)


def file_of(section, language="fr"):
    return export(now(section).edition, language).content


def take(section, content, language="fr"):
    return import_xliff(edition=section.edition, language=language, content=content, by=None)


def changed(content, **targets):
    """The file with other words in some units: `one="Uno"` for the first."""
    root = etree.fromstring(content)
    for name, words in targets.items():
        number = {"one": 1, "two": 2}[name]
        unit = root.xpath(f"//x:trans-unit[{number}]", namespaces=NAMES)[0]
        target = unit.find("x:target", NAMES)
        if target is None:
            target = etree.SubElement(unit, f"{{{XLIFF}}}target")
        for child in list(target):
            target.remove(child)
        target.text = words
        target.set("state", "translated")
    return etree.tostring(root)


def refusals(section, content, language="fr"):
    with pytest.raises(ImportRefused) as refused:
        take(section, content, language)
    return refused.value.messages


def test_a_file_names_languages_edition_and_section_and_comes_back_without_a_change(rich):
    content = file_of(rich)
    root = etree.fromstring(content)
    (file,) = root.findall("x:file", NAMES)
    assert (root.get("version"), file.get("source-language"), file.get("target-language")) == (
        "1.2",
        "en",
        "fr",
    )
    version = asked(rich)["version"]
    taken = take(rich, content)
    assert (taken.finished, taken.in_progress) == ([], [])
    assert taken.segments == 2
    assert asked(rich)["version"] == version
    assert now(rich).body_fr == rich.body_fr


def test_a_translated_file_gives_the_section_its_text(rich):
    taken = take(rich, changed(file_of(rich), two="Deux et demi"))
    assert len(taken.finished) == 1
    assert (
        now(rich).body_fr
        == '<p>Un <a href="https://example.org/fr" rel="noopener noreferrer">lien</a> [1]</p><p>Deux et demi</p>'
    )
    assert state_in(rich, "fr") == TranslationState.IN_STEP


def test_a_file_of_an_untranslated_section_has_no_targets_and_half_of_it_is_kept_as_work(rich):
    content = file_of(rich, "ar")
    assert b"<target" not in content
    taken = take(rich, changed(content, two="اثنان"), "ar")
    assert len(taken.in_progress) == 1
    assert not now(rich).body_ar
    assert "اثنان" in Translation.objects.get(section=rich, language="ar").working_text
    taken = take(rich, changed(file_of(rich, "ar"), one="واحد [1]"), "ar")
    assert state_in(rich, "ar") == TranslationState.IN_PROGRESS  # the other half still asks for a look


def test_a_target_that_asks_for_a_look_is_not_finished(rich):
    rewrite(rich, '<p>One <a href="https://example.org/">link</a> [1]</p><p>Two and more</p>')
    content = file_of(rich)
    assert b"needs-review-translation" in content
    take(rich, content)
    assert state_in(rich, "fr") == TranslationState.OUT_OF_STEP
    take(rich, changed(content, two="Deux et plus"))
    assert state_in(rich, "fr") == TranslationState.IN_STEP


def test_an_untouched_file_changes_nothing_also_where_the_source_lost_a_paragraph(rich):
    rewrite(rich, '<p>One <a href="https://example.org/">link</a> [1]</p>')
    content, version = file_of(rich), asked(rich)["version"]
    assert take(rich, content).unchanged
    assert asked(rich)["version"] == version
    assert state_in(rich, "fr") == TranslationState.OUT_OF_STEP
    assert take(rich, changed(content, one="Un [1]")).finished
    assert now(rich).body_fr == "<p>Un [1]</p>"


def test_a_changed_source_is_refused_by_name_and_number_and_nothing_is_half_imported(rich):
    template = make.SectionTemplateFactory(pillar=rich.edition.profile.pillar, order=9, heading_en="Other")
    other = Section.objects.create(
        edition=rich.edition, template=template, source_language="en", body_en="<p>Fine</p>"
    )
    content = changed(file_of(rich), two="Deux et demi")
    rewrite(rich, '<p>One <a href="https://example.org/">link</a> [1]</p><p>Two, changed</p>')
    (said,) = refusals(rich, content)
    assert "has changed since the file was exported (segments: 2)" in said
    assert now(other).body_fr in ("", None)
    assert now(rich).body_fr == rich.body_fr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.replace(b"i-map:", b"other:"), "belongs to another edition or another program"),
        (lambda c: c.replace(b':part-1"', b':part-7"'), "The edition has no section “Heading part-1”."),
        (lambda c: c.replace(b'target-language="fr"', b'target-language="ar"'), "is in العربية in the file"),
        (lambda c: c.replace(b'source-language="en"', b'source-language="fr"'), "is written in English by now"),
        (lambda c: c.replace(b'id="part-1.2"', b'id="part-1.9"'), "has no segment 9"),
        (lambda c: c.replace(b'id="part-1.2"', b'id="part-1.1"'), "or the file has it twice"),
        (lambda c: c.replace(b'id="part-1.2"', b'id="part-1.1"'), "The file lacks segments of"),
        (lambda c: c.replace(b">Two<", b">Three<"), "The file has another source for segments of"),
        (lambda c: c.replace(b"Un ", b"Un [8] "), "cites source [8]"),
        (lambda c: c.replace(b"</target>", b'<ph id="7">x</ph></target>'), "the mark <ph id='7'"),
        (lambda c: b"", "This is no XLIFF 1.2 file"),
        (lambda c: b"PK\x03\x04not a text", "This is no XLIFF 1.2 file"),
        (lambda c: b"<html/>", "it begins with html"),
        (lambda c: c.replace(b"<xliff", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff'), "names a document type"),
        (lambda c: c.replace(b"document:1.2", b"document:2.0"), "This is no XLIFF 1.2 file"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(rich, change, said):
    messages = refusals(rich, change(file_of(rich)))
    assert any(said in message for message in messages), messages
    assert now(rich).body_fr == rich.body_fr


def test_a_file_of_another_edition_is_refused(rich, draft, world):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    other = make.EditionFactory(profile=profile)
    make.write_sections(other, "daylight", sections=1)
    with pytest.raises(
        ImportRefused, match="belongs to another edition or another program: “Heading part-1”"
    ):
        import_xliff(edition=other, language="fr", content=file_of(rich), by=None)


@pytest.mark.parametrize(
    ("who", "is_named"), [("translator_fr", True), ("secretariat", True), ("nobody", False)]
)
def test_a_file_of_another_edition_is_named_by_titles_to_those_who_see_it(
    who, is_named, rich, world, cast, translator_fr
):
    cast["translator_fr"] = translator_fr
    Profile.objects.filter(pk=rich.edition.profile_id).update(title_en="The marmalade file")
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    other = make.EditionFactory(profile=profile)
    make.write_sections(other, "daylight", sections=1)
    with pytest.raises(ImportRefused) as refused:
        import_xliff(edition=other, language="fr", content=file_of(rich), by=cast[who])
    (said,) = refused.value.messages
    assert ("The marmalade file" in said) is is_named
    assert "Heading part-1" in said


BROKEN = {
    "crossed": (b"<xliff>\n<a>\n</b>\n</xliff>", "السطر 3", "ligne 3"),
    "cut off": (b"<xliff>\n<a>", "ينقطع الملف", "s’interrompt"),
    "entity": (b"<xliff>\n&nbsp;</xliff>", "السطر 2", "ligne 2"),
    "ampersand": (b"<xliff>a & b</xliff>", "&amp;", "&amp;"),
    "empty": (b"", "ليس هذا ملف", "n’est pas un fichier"),
    "bytes": (b"<xliff>\xff\xfe</xliff>", "UTF-8", "UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_what_the_parser_meets_is_said_in_the_readers_language(name, language, rich):
    content, in_arabic, in_french = BROKEN[name]
    with translation.override(language):
        (said,) = refusals(rich, content)
    assert (in_arabic if language == "ar" else in_french) in said
    for english in ("mismatch", "Opening", "expected", "line ", "Entity", "not proper", "parser"):
        assert english not in said


def test_a_translation_that_went_on_in_the_portal_is_not_written_over(rich):
    content = changed(file_of(rich), two="Deux, du fichier")
    actions.keep_work(section=rich, language="fr", text="<p>Du portail</p>", by=None, **asked(rich))
    (said,) = refusals(rich, content)
    assert "was translated further in the portal" in said
    assert Translation.objects.get(section=rich, language="fr").working_text == "<p>Du portail</p>"


def test_the_same_file_a_second_time_changes_nothing_and_says_so(rich, of):
    """Whether it finished the text or left half of it to come, and by whom."""
    whole = changed(file_of(rich), two="Deux et demi")
    half = changed(file_of(rich, "ar"), two="اثنان")
    for language, content in (("fr", whole), ("ar", half)):
        take(rich, content, language)
        version, text = (
            asked(rich, language)["version"],
            Translation.objects.get(section=rich, language=language),
        )
        taken = take(rich, content, language)
        assert (len(taken.again), taken.finished, taken.in_progress) == (1, [], [])
        assert asked(rich, language)["version"] == version
        assert Translation.objects.get(pk=text.pk).working_at == text.working_at
    page = of("translator_fr").post(address(rich), {"file": SimpleUploadedFile("x.xlf", whole)}, follow=True)
    assert "This file was taken in already" in page.content.decode()


def test_an_older_file_is_refused_once_the_text_went_on(rich):
    content = changed(file_of(rich), two="Deux et demi")
    take(rich, content)
    translate(rich, "<p>Un [1]</p><p>Deux, revu</p>")
    (said,) = refusals(rich, content)
    assert "was translated further in the portal" in said
    assert "Deux, revu" in now(rich).body_fr


def test_a_program_that_drops_attributes_gets_those_of_the_source(rich):
    content = file_of(rich).replace(b'h:href="https://example.org/fr" h:rel="noopener noreferrer"', b"")
    content = content.replace(b'<g id="1" ctype="x-html-a" >lien', b'<g id="1">le lien')
    taken = take(rich, content)
    assert taken.finished
    assert 'href="https://example.org/"' in now(rich).body_fr


def address(section, language="fr"):
    return reverse("translations:xliff", args=[section.edition_id, language])


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("nobody", 404), ("prague", 404), ("translator_ar", 403), ("translator_fr", 200), ("secretariat", 200)],
)  # fmt: skip
def test_files_are_given_to_translators_into_that_language(who, status, of, rich):
    answer = of(who).get(address(rich))
    assert answer.status_code == status
    content = b"" if status != 200 else answer.content
    assert (b"trans-unit" in content) is (status == 200)
    sent = of(who).post(address(rich), {"file": SimpleUploadedFile("x.xlf", file_of(rich))})
    assert sent.status_code == (302 if status == 200 else status)


def test_an_upload_is_taken_in_or_refused_with_the_list_on_the_page(of, rich, settings):
    client = of("translator_fr")
    content = changed(file_of(rich), two="Deux et demi")
    answer = client.post(
        address(rich) + "?lang=en", {"file": SimpleUploadedFile("x.xlf", content)}, follow=True
    )
    assert "1 text finished" in answer.content.decode()
    translate(rich, "<p>Un [1]</p><p>Deux, revu</p>")
    refused = client.post(address(rich) + "?lang=en", {"file": SimpleUploadedFile("x.xlf", content)})
    assert refused.status_code == 409
    assert "was translated further in the portal" in refused.content.decode()
    assert client.post(address(rich), {}).status_code == 400
    settings.UPLOAD_MAX_BYTES = 10
    big = client.post(address(rich) + "?lang=en", {"file": SimpleUploadedFile("x.xlf", content)})
    assert big.status_code == 400
    assert "larger than" in big.content.decode()


@pytest.mark.parametrize("code", ["zz", "110000", "d800", "0", "1" * 5000, "-1", "é"])
def test_a_mark_for_what_is_no_character_is_refused_in_words(rich, code):
    mark = f'<x id="c" ctype="x-character" h:code="{code}"/>'
    (said,) = refusals(rich, changed_mark(rich, mark))
    assert said.endswith("is not known.")


@pytest.mark.parametrize("value", ["\\u12", "\\ud800", "\\x0", "\\x00", "é"])
def test_an_attribute_that_is_no_text_is_refused_in_words(rich, value):
    mark = f'<g xmlns:e="urn:x-imap:escaped" id="1" ctype="x-html-a" e:href="{value}">x</g>'
    (said,) = refusals(rich, changed_mark(rich, mark))
    assert said.endswith("is not known.")


def test_the_number_of_a_mark_may_be_of_any_length(rich):
    mark = f'<g id="{"9" * 5000}" ctype="x-html-em">x</g>'
    assert import_xliff(edition=rich.edition, language="fr", content=changed_mark(rich, mark), by=None)


def changed_mark(section, mark):
    """The file with a mark in its first target."""
    content = file_of(section).decode()
    start = content.index(">", content.index("<target")) + 1
    return (content[:start] + mark + content[start:]).encode()
