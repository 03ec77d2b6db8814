"""What is let into rich text, and how notes and sources are drawn."""

import pytest

from imap.core.richtext import draw, is_blank, letter, sanitise


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVaScRiPt:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
        '<p style="background:url(javascript:alert(1))">x</p>',
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        '<iframe src="https://example.org"></iframe>',
        '<math><mi xlink:href="data:x">x</mi></math>',
        "<style>p{}</style>",
        '<form action="https://example.org"><input name="x"></form>',
        '<p class="card">x</p>',
        '<p id="main">x</p>',
    ],
)
def test_attacks_are_dropped(attack):
    clean = sanitise(attack)
    for word in (
        "script",
        "alert",
        "onerror",
        "onclick",
        "javascript",
        "data:",
        "style",
        "iframe",
        "<form",
        "class=",
        "id=",
    ):
        assert word not in clean.lower()


def test_what_an_editor_needs_stays():
    html = (
        '<h3>Heading</h3><p lang="fr" dir="ltr">Text <strong>b</strong> <em>i</em> '
        '<a href="https://example.org/a?b=1" hreflang="en">link</a><span class="footnote">note</span></p>'
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
        "<ul><li>one</li></ul><blockquote>q</blockquote>"
    )
    clean = sanitise(html)
    assert clean.replace(' rel="noopener noreferrer"', "") == html


@pytest.mark.parametrize("html", ["", None, "<p></p>", "<p> <br></p>", "<p>&nbsp;</p>"])
def test_an_empty_paragraph_is_no_text(html):
    assert sanitise(html) == ""
    assert is_blank(html or "")


def test_sources_and_notes_are_drawn_with_numbers_and_letters():
    drawn = draw(
        '<p>One [1] two [2] again [1] none [9]<span class="footnote">a <em>note</em></span></p>', "asylum", 2
    )
    assert drawn.cited == {1, 2}
    assert drawn.notes == ["a <em>note</em>"]
    assert drawn.html.count('href="#asylum-source-1"') == 2
    assert drawn.html.count('id="asylum-cite-1"') == 1
    assert "[9]" in drawn.html
    assert 'href="#asylum-note-1"' in drawn.html


def test_notes_go_on_after_z():
    assert [letter(number) for number in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]


def test_brackets_in_an_address_are_no_citation():
    kept = sanitise('<p><a href="https://e.org/?f[1]=x">here</a> and there [1]</p>')
    drawn = draw(kept, "a", 1)
    assert 'href="https://e.org/?f%5B1%5D=x"' in drawn.html
    assert drawn.html.count('class="cite"') == 1
    assert drawn.cited == {1}


def test_words_of_another_language_stay_within_their_footnote():
    html = '<p>Law<span lang="fr" class="footnote">See <span lang="fr">Code pénal</span>, article 3</span> holds.</p>'
    drawn = draw(sanitise(html), "a")
    assert drawn.notes == ['See <span lang="fr">Code pénal</span>, article 3']
    assert drawn.html.endswith("</sup> holds.</p>")


def test_headings_of_other_programs_become_those_of_a_section():
    assert (
        sanitise("<h1>One</h1><h2 class='x'>Two</h2><h5>Three</h5>")
        == "<h3>One</h3><h3>Two</h3><h4>Three</h4>"
    )


def test_a_link_that_leads_nowhere_is_words():
    assert (
        sanitise('<p><a href="javascript:alert(1)">here</a>, <a href="">there</a></p>')
        == "<p>here, there</p>"
    )
