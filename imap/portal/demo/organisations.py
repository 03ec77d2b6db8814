"""Loading organisations and what each of them is to a dialogue."""

from typing import Any

from django.db.models import Q

from accounts.models import Engagement, Organisation
from imap.core.translation import LANGUAGES
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import facts, texts, translations
from imap.regions.models import Country, Participation, RegionalMap

Kind = Engagement.Kind
# Partner states of the other dialogues are those whose part in them is not in doubt.
SURE = (Participation.Certainty.FIRM, Participation.Certainty.INFERRED)


def load_organisations() -> Tally:
    """Partner states, agencies, observers, secretariats, donors; one organisation can be several of these."""
    tally = Tally()
    mtm = RegionalMap.objects.get(slug="mtm")
    load_partner_states(mtm, tally)
    load_states_of_other_maps(mtm, tally)
    document = texts("organisations")
    load_agencies(mtm, document["agencies"], tally)
    load_others(mtm, document["others"], tally)
    load_donors(mtm, document["others"], tally)
    return tally


def load_partner_states(mtm: RegionalMap, tally: Tally) -> None:
    for row in facts("partner_states"):
        state = organisation_of(Country.objects.get(iso3=row["iso3"]), tally)
        engage(state, mtm, Kind.PARTNER_STATE, tally, joined=int(row["joined"]))


def load_states_of_other_maps(mtm: RegionalMap, tally: Tally) -> None:
    rows = Participation.objects.exclude(regional_map=mtm).filter(certainty__in=SURE)
    for participation in rows.select_related("regional_map"):
        observes = participation.role == Participation.Role.OBSERVER
        taking_part = (
            Q(pk=participation.country_id) if participation.country_id else Q(groups=participation.group_id)
        )
        for country in Country.objects.filter(taking_part):
            kind = Kind.OBSERVER if observes else Kind.PARTNER_STATE
            engage(organisation_of(country, tally), participation.regional_map, kind, tally)


def load_agencies(mtm: RegionalMap, agencies: dict[str, dict[str, Any]], tally: Tally) -> None:
    for row in facts("agencies"):
        agency = load_organisation(row["code"], agencies[row["code"]], tally)
        engage(agency, mtm, Kind.PARTNER_AGENCY, tally, joined=int(row["joined"]))


def load_others(mtm: RegionalMap, others: dict[str, dict[str, Any]], tally: Tally) -> None:
    """Observers and secretariats; a donor that is nothing else gets its organisation here too."""
    observers = {row["name"] for row in facts("observers")}
    for code, row in others.items():
        if country := row.get("country"):
            organisation = organisation_of(Country.objects.get(iso3=country), tally)
        else:
            organisation = load_organisation(code, row, tally)
        if row.get("observer") in observers:
            note = row.get("note")
            engage(organisation, mtm, Kind.OBSERVER, tally, joined=row.get("joined"), note=note)
        if slug := row.get("secretariat"):
            regional_map = RegionalMap.objects.get(slug=slug)
            engage(organisation, regional_map, Kind.SECRETARIAT, tally, note=row.get("note"))


def load_donors(mtm: RegionalMap, others: dict[str, dict[str, Any]], tally: Tally) -> None:
    known = {row["donor"]: code for code, row in others.items() if "donor" in row}
    notes = {code: row.get("note") for code, row in others.items() if "observer" not in row}
    for row in facts("donors_to_2012"):
        code = known.get(row["name"]) or donor_code(row["name"])
        engage(Organisation.objects.get(code=code), mtm, Kind.DONOR, tally, note=notes.get(code))


def donor_code(name: str) -> str:
    """A donor state goes by its name in the document, an agency by its short name."""
    state = Organisation.objects.filter(country__name_en=name).values_list("code", flat=True).first()
    return state or name.upper()


def organisation_of(country: Country, tally: Tally) -> Organisation:
    """A partner state is the organisation of its country and bears its name."""
    names = {f"name_{language}": getattr(country, f"name_{language}") for language in LANGUAGES}
    return upsert(Organisation, tally, key={"code": country.iso3}, country=country, **names)


def load_organisation(code: str, row: dict[str, Any], tally: Tally) -> Organisation:
    return upsert(
        Organisation,
        tally,
        key={"code": code},
        website=row.get("website", ""),
        **translations("name", row["name"]),
        **translations("short_name", row.get("short_name")),
        **translations("mandate", row.get("mandate")),
    )


def engage(
    organisation: Organisation,
    regional_map: RegionalMap,
    kind: str,
    tally: Tally,
    *,
    joined: int | None = None,
    note: dict[str, str] | None = None,
) -> Engagement:
    key = {"organisation": organisation, "regional_map": regional_map, "kind": kind}
    return upsert(Engagement, tally, key=key, joined=joined, **translations("note", note))
