"""What was measured, as a table in words."""

from dataclasses import dataclass

HEADINGS = ("What", "Floor", "Measured", "Ratio", "Target", "")


@dataclass(frozen=True)
class Row:
    what: str
    floor: str
    measured: str
    ratio: str
    target: str
    is_met: bool

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.what, self.floor, self.measured, self.ratio, self.target, "met" if self.is_met else "missed",
        )  # fmt: skip


def share(what: str, floor: float, measured: float, at_least: int) -> Row:
    """A rate as a share of the floor's: one in so many."""
    return Row(
        what, f"{floor:,.0f}/s", f"{measured:,.0f}/s", f"1/{floor / measured:.1f}", f"at least 1/{at_least}",
        floor <= measured * at_least,
    )  # fmt: skip


def times(what: str, floor: float, measured: float, at_most: float) -> Row:
    """A time in milliseconds as a multiple of the floor's."""
    return Row(
        what, f"{floor:.2f} ms", f"{measured:.2f} ms", f"{measured / floor:.2f} times",
        f"at most {at_most:g} times", measured <= floor * at_most,
    )  # fmt: skip


def count(what: str, measured: int, at_most: int) -> Row:
    return Row(what, "", str(measured), "", f"at most {at_most}", measured <= at_most)


def fact(what: str, measured: str, target: str, is_met: bool) -> Row:
    return Row(what, "", measured, "", target, is_met)


def drawn(rows: list[Row]) -> str:
    """Markdown, which a terminal shows as well."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]])
