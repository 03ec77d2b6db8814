"""Parts of addresses."""


class Ordinal:
    """A number from one, spelt in one way: `01` is the address of nothing, and no second copy of a page is kept for it."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)
