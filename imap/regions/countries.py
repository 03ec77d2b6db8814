"""Loading the countries and territories of ISO 3166-1, with their names in three languages.

`iso3166.csv`: ISO and M49 codes from GeoNames' countryInfo.txt (CC BY 4.0, https://www.geonames.org/), to which the M49
subregion of each (for Africa and America the intermediate region) and Kosovo's user-assigned code are added.
Names are CLDR's, by way of Babel; `country_names.csv` holds the portal's own, where the dialogues' documents name a
country otherwise, and the United Nations' name of today where that is another one again. `name_footnotes.csv` holds what
is carried wherever a name is shown.
"""

import csv
from pathlib import Path

from babel import Locale

from imap.core.translation import LANGUAGES
from imap.core.upsert import Tally, upsert
from imap.regions.models import Country

HERE = Path(__file__).parent
USER_ASSIGNED = frozenset({"XKX"})


def load_countries() -> Tally:
    tally = Tally()
    own = {row["iso3"]: row for row in table("country_names.csv")}
    notes = {row["iso3"]: row for row in table("name_footnotes.csv")}
    locales = {language: Locale(language) for language in LANGUAGES}
    for code in table("iso3166.csv"):
        iso3 = code["iso3"]
        cldr = {f"name_{language}": locale.territories[code["iso2"]] for language, locale in locales.items()}
        upsert(
            Country,
            tally,
            key={"iso3": iso3},
            iso2=code["iso2"],
            m49=code["m49"],
            region=code["subregion"],
            is_user_assigned=iso3 in USER_ASSIGNED,
            **cldr | portal_names(own.get(iso3, {})),
            **{f"name_footnote_{language}": notes.get(iso3, {}).get(language) for language in LANGUAGES},
        )
    return tally


def portal_names(row: dict[str, str]) -> dict[str, str | None]:
    """The names that the portal sets itself; an empty list of them still says that there is no other UN name."""
    names = {name: text for name, text in row.items() if name.startswith("name_")}
    return names | {f"un_name_{language}": row.get(f"un_name_{language}") or None for language in LANGUAGES}


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
