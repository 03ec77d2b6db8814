"""The tag row of the Humanitarian Exchange Language (HXL 1.1), by which tables of several senders are put together."""

from imap.core.translation import LANGUAGES

TAGS = {
    "iso3": "#country+code+v_iso3",
    "iso2": "#country+code+v_iso2",
    "m49": "#country+code+v_m49",
    "un_name": "#country+name+un",
    "country": "#country+code+v_iso3",
    "countries": "#country+code+list+v_iso3",
    "region": "#region+code+v_m49",
    "city": "#loc+city",
    "indicator": "#indicator+code",
    "value": "#indicator+value+num",
    "unit": "#indicator+unit",
    "status": "#status+code",
    "period": "#date+period",
    "starts": "#date+start",
    "ends": "#date+end",
    "dated": "#date+published",
    "published": "#date+published",
    "organisation": "#org+code",
    "publisher": "#org+publisher",
    "organiser": "#org+organiser",
    "budget": "#value+budget",
    "currency": "#currency+code",
    "description": "#description",
    "url": "#meta+url",
    "page": "#meta+url+page",
}


def tags_of(columns: list[str]) -> list[str]:
    """One a column: `title.ar` is `#meta+title+i_ar`; what has no tag of its own is `#meta` and its name."""
    own = TAGS | {"name": "#country+name"} if "iso3" in columns else TAGS
    return [tag_of(column.split("."), own) for column in columns]


def tag_of(parts: list[str], tags: dict[str, str]) -> str:
    first, *rest = parts
    attributes = [f"+i_{part}" if part in LANGUAGES else f"+{part}" for part in rest]
    return tags.get(first, f"#meta+{first}") + "".join(attributes)
