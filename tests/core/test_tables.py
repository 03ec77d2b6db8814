"""Tables as the editor sends them become tables as readers get them."""

import pytest

from imap.core.richtext import sanitise

HEAD = '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
BODY = "<tbody><tr><td>1</td><td>2</td></tr></tbody>"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (  # as the editor sends it
            "<table><caption>Flows</caption><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr>"
            "<tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>",
            f"<table><caption>Flows</caption>{HEAD}{BODY}</table>",
        ),
        (f"<table>{HEAD}{BODY}</table>", f"<table>{HEAD}{BODY}</table>"),
        (f"<table>{BODY}</table>", f"<table>{BODY}</table>"),
        (  # a head of plain cells is one of headings
            "<table><thead><tr><td>A</td><td>B</td></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            f"<table>{HEAD}{BODY}</table>",
        ),
        (  # an empty corner, and heads of rows
            "<table><tr><td></td><th>B</th></tr><tr><th>r</th><td>2</td></tr></table>",
            '<table><thead><tr><td></td><th scope="col">B</th></tr></thead>'
            '<tbody><tr><th scope="row">r</th><td>2</td></tr></tbody></table>',
        ),
        (  # two rows of heads
            '<table><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><th>b</th><th>c</th></tr>'
            "<tr><td>1</td><td>2</td><td>3</td></tr></table>",
            '<table><thead><tr><th rowspan="2" scope="col">A</th><th colspan="2" scope="col">B</th></tr>'
            '<tr><th scope="col">b</th><th scope="col">c</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>",
        ),
        (  # headings all the way down: the first row heads the others
            "<table><tr><th>A</th></tr><tr><th>r</th></tr></table>",
            '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><th scope="row">r</th></tr></tbody></table>',
        ),
        (  # what a heading says of itself stays, where it can be true
            '<table><tr><th scope="row">A</th></tr><tr><td>1</td></tr><tr><th scope="rowgroup">r</th></tr></table>',
            '<table><thead><tr><th scope="col">A</th></tr></thead>'
            '<tbody><tr><td>1</td></tr><tr><th scope="rowgroup">r</th></tr></tbody></table>',
        ),
        (  # paragraphs stay where there are several or they say something
            '<table><tr><td><p>1</p><p>2</p></td><td><p lang="fr">un</p></td></tr></table>',
            '<table><tbody><tr><td><p>1</p><p>2</p></td><td><p lang="fr">un</p></td></tr></tbody></table>',
        ),
        (  # a caption of nothing is none
            "<table><caption> </caption><tr><td>1</td></tr></table>",
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        (  # a table within a table
            "<table><tr><td>1<table><tr><th>A</th></tr><tr><td>2</td></tr></table></td></tr></table>",
            '<table><tbody><tr><td>1<table><thead><tr><th scope="col">A</th></tr></thead>'
            "<tbody><tr><td>2</td></tr></tbody></table></td></tr></tbody></table>",
        ),
    ],
)
def test_a_table_is_tidied_once(sent, kept):
    assert sanitise(f"<p>before</p>{sent}<p>after</p>") == f"<p>before</p>{kept}<p>after</p>"
    assert sanitise(kept) == kept


def test_a_table_that_is_well_keeps_its_line_ends():
    spaced = f"<table>\n  {HEAD}\n  {BODY}\n</table>"
    assert sanitise(spaced) == spaced


def test_a_caption_keeps_its_marks():
    html = f'<table><caption>Flows of <em>2012</em> [1]<span class="footnote">net</span></caption>{HEAD}{BODY}</table>'
    assert sanitise(html) == html


def test_no_word_is_lost_between_rows():
    html = "<table><tr><td>1</td></tr>stray<tfoot><tr><td>sum</td></tr></tfoot></table>"
    assert all(word in sanitise(html) for word in ("1", "stray", "sum"))
