"""Loading the themes that all lists share, and giving them to what is about them."""

from collections.abc import Iterable
from typing import Any

from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import texts, translations
from imap.regions.models import Pillar, Theme


def load_themes() -> Tally:
    tally = Tally()
    for order, (code, row) in enumerate(texts("themes").items(), 1):
        pillar = Pillar.objects.get(numeral=row["pillar"]) if "pillar" in row else None
        names = translations("name", row["name"])
        upsert(Theme, tally, key={"code": code}, pillar=pillar, order=order, **names)
    return tally


def give_once(model: Any, rows: Iterable[dict[str, Any]], tally: Tally) -> None:
    """For a database from before such rows had themes, where they were made long ago; what people change later stays."""
    if model.themes.through.objects.exists():
        return
    for row in rows:
        found = model.objects.filter(slug=row["slug"]).first()
        if found and (given := themes(row.get("themes", []))):
            found.themes.set(given)
            tally.updated += 1


def themes(codes: Iterable[str]) -> list[Theme]:
    """Raises where one is not among them: a slip of the pen would pass unseen."""
    return [Theme.objects.get(code=code) for code in codes]
