"""Tables of rich text in the form that readers get: caption, head rows apart, and heading cells that say what they head.

The editor knows rows and cells alone. A first row of nothing but heading cells is a head.
"""

import re
from dataclasses import dataclass, field

INNERMOST = re.compile(r"<table>((?:(?!<table>).)*?)</table>", re.DOTALL)
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r'<(t[hd])((?: [a-z]+="[^"]*")*)>(.*?)</\1>', re.DOTALL)
ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p[ >]).)*)</p>", re.DOTALL)


@dataclass
class Cell:
    tag: str
    inner: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        return not words(self.inner)

    def html(self, is_head: bool) -> str:
        if self.tag == "th":
            self.attributes["scope"] = scope(self.attributes.get("scope", ""), is_head)
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>{self.inner}</{self.tag}>"


Row = list[Cell]


def tidy_tables(html: str) -> str:
    """Every table of sanitised `html`; doing it twice changes nothing more."""
    done: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        """A table within a cell is done first; a mark that no text can hold stands for it."""
        done.append(tidy(match))
        return f"\0{len(done) - 1}\0"

    while (with_marks := INNERMOST.sub(put_by, html)) != html:
        html = with_marks
    while "\0" in html:
        html = re.sub("\0(\\d+)\0", lambda match: done[int(match[1])], html)
    return html


def tidy(match: re.Match[str]) -> str:
    inner = match[1]
    caption = CAPTION.search(inner)
    head = HEAD.search(inner)
    rows = [cells_of(row) for row in ROW.findall(inner)]
    count = head_rows(rows, len(ROW.findall(head[1])) if head else 0)
    made = [f"<caption>{unwrapped(caption[1])}</caption>" if caption and words(caption[1]) else ""]
    made += [part("thead", rows[:count]), part("tbody", rows[count:])]
    table = f"<table>{''.join(made)}</table>"
    if words(table) != words(match[0]) or table == re.sub(r">\s+<", "><", match[0]):
        return match[0]  # something that is no row would be lost, or all is well as it is
    return table


def cells_of(row: str) -> Row:
    return [
        Cell(tag, unwrapped(inner), dict(ATTRIBUTE.findall(said))) for tag, said, inner in CELL.findall(row)
    ]


def head_rows(rows: list[Row], said: int) -> int:
    """How many rows from the top are the head: those that say so (`said`), else those of heading cells. Some row is body."""
    if said:
        for cell in (cell for row in rows[:said] for cell in row if not cell.is_blank):
            cell.tag = "th"
        return said
    count = next((at for at, row in enumerate(rows) if not is_head(row)), len(rows))
    return count if count < len(rows) else min(1, count)


def is_head(row: Row) -> bool:
    """Heading cells alone; the corner above the heads of rows may be empty."""
    rest = row[1:] if row and row[0].tag == "td" and row[0].is_blank else row
    return bool(rest) and all(cell.tag == "th" for cell in rest)


def part(tag: str, rows: list[Row]) -> str:
    made = "".join(f"<tr>{''.join(cell.html(tag == 'thead') for cell in row)}</tr>" for row in rows)
    return f"<{tag}>{made}</{tag}>" if made else ""


def scope(said: str, is_head: bool) -> str:
    """A cell of the head stands over a column; elsewhere before a row, unless it says better."""
    if is_head:
        return said if said == "colgroup" else "col"
    return said if said in ("col", "colgroup", "row", "rowgroup") else "row"


def unwrapped(inner: str) -> str:
    """The editor puts a paragraph into each cell; one alone says nothing."""
    match = ONE_PARAGRAPH.fullmatch(inner.strip())
    return match[1] if match else inner


def words(html: str) -> str:
    return re.sub(r"<[^>]*>|&nbsp;|\s", "", html)
