"""Loading the section templates that are common to all regional i-Maps."""

from typing import Any

from accounts.models import Organisation
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import codes, facts, texts, translations
from imap.regions.models import Pillar
from profiles.models import SectionTemplate


def load_section_templates() -> Tally:
    """Country templates after the table of facts; those of routes, hubs, cities and themes in the order of their file."""
    tally, document = Tally(), texts("section_templates")
    for row in facts("section_templates"):
        text = document[f"{row['profile_kind']}/{row['pillar']}"][row["code"]]
        pillar = Pillar.objects.get(numeral=row["pillar"])
        agencies = codes(row["validating_agencies"])
        load_template(tally, row["profile_kind"], pillar, int(row["order"]), row["code"], text, agencies)
    for kind in ("route", "hub", "city", "thematic"):
        for order, (code, text) in enumerate(document[kind].items(), 1):
            load_template(tally, kind, None, order, code, text, text.get("validated_by", []))
    return tally


def load_template(
    tally: Tally,
    kind: str,
    pillar: Pillar | None,
    order: int,
    code: str,
    text: dict[str, Any],
    agencies: list[str],
) -> SectionTemplate:
    template = upsert(
        SectionTemplate,
        tally,
        key={"regional_map": None, "pillar": pillar, "kind": kind, "code": code},
        order=order,
        **translations("heading", text["heading"]),
        **translations("guidance", text["guidance"]),
    )
    wanted = set(Organisation.objects.filter(code__in=agencies))
    if set(template.validated_by.all()) != wanted:
        template.validated_by.set(wanted)
        tally.updated += 1
    return template
