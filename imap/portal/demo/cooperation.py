"""Loading demonstrations of cooperation: offers, needs and exchanges at each stage, priorities, capacities, requests, roadmaps.

What people change in the demo stays: a row that is there already is left as it is.
"""

from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Organisation
from imap.core.upsert import Tally
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.files import texts, translations
from imap.regions.models import MapPillar, RegionalMap, Theme
from meetings.cooperation.circle import focal_points_of
from meetings.cooperation.exchanging import State
from meetings.cooperation.lessons import publish_lessons
from meetings.cooperation.models import (
    Capacity,
    Evaluation,
    Exchange,
    ExchangeStep,
    Expertise,
    Priority,
    RequestMessage,
    Roadmap,
    RoadmapStep,
    SupportRequest,
)
from profiles.models import City

Row = dict[str, Any]
S = State
# The steps that lead to each stage of the demo.
WAY = ["confirm_need", "confirm_offer", "plan", "hold", "evaluate_need", "evaluate_offer", "release"]
STAGES: dict[str, list[str]] = {
    S.PROPOSED: [], S.NEED_CONFIRMED: WAY[:1], S.AGREED: WAY[:2], S.PLANNED: WAY[:3], S.HELD: WAY[:4],
    S.EVALUATED: WAY[:6], S.RELEASED: WAY, S.DECLINED: ["decline_need"],
}  # fmt: skip
REACHED = [S.NEED_CONFIRMED, S.AGREED, S.PLANNED, S.HELD, S.NEED_EVALUATED, S.EVALUATED, S.RELEASED]


def load_cooperation() -> Tally:
    tally, document = Tally(), texts("cooperation")
    mtm = RegionalMap.objects.get(slug=document["map"])
    load_roadmaps(mtm, document, tally)
    known = load_expertise(mtm, document, tally)
    for row in document["exchanges"]:
        load_exchange(mtm, row, known, document, tally)
    for row in document["priorities"]:
        load_priority(mtm, row, tally)
    for row in document["capacities"]:
        load_capacity(mtm, row, tally)
    for row in document["requests"]:
        load_request(mtm, row, tally)
    return tally


def once(model: Any, tally: Tally, key: Row, **values: Any) -> Any:
    """As it is where it is there; made where not."""
    found = model.objects.filter(**key).first()
    if found is None:
        tally.created += 1
        return model.objects.create(**key, **values)
    tally.kept += 1
    return found


def state_of(row: Row) -> Organisation:
    return Organisation.objects.get(code=row["state"])


def load_roadmaps(mtm: RegionalMap, document: Row, tally: Tally) -> None:
    for row in document["roadmaps"]:
        key = {"city": City.objects.get(regional_map=mtm, slug=row["city"]), "kind": row["kind"]}
        roadmap = once(
            Roadmap, tally, key, audience=row["audience"], is_out=True, is_demonstration=True,
            **translations("title", row["title"]), **translations("summary", document["description"]),
        )  # fmt: skip
        for order, step in enumerate(row["steps"], 1):
            values = {"due": step["due"], "state": step["state"], **translations("title", step["title"])}
            once(RoadmapStep, tally, {"roadmap": roadmap, "order": order}, **values)


def load_expertise(mtm: RegionalMap, document: Row, tally: Tally) -> dict[str, Expertise]:
    found = {}
    for side, rows in (("offer", document["offers"]), ("need", document["needs"])):
        for name, row in rows.items():
            city = City.objects.get(regional_map=mtm, slug=row["city"]) if "city" in row else None
            key = {
                "regional_map": mtm, "side": side, "organisation": state_of(row), "city": city,
                "theme": Theme.objects.get(code=row["theme"]), "title_en": row["title"]["en"],
            }  # fmt: skip
            texts_of_it = translations("title", row["title"]) | translations(
                "description", document["description"]
            )
            texts_of_it.pop("title_en")
            found[name] = once(
                Expertise, tally, key, languages=row["languages"], forms=row["forms"], audience=row["audience"],
                contact=document["contact"], is_demonstration=True, **texts_of_it,
            )  # fmt: skip
    return found


def load_exchange(
    mtm: RegionalMap, row: Row, known: dict[str, Expertise], document: Row, tally: Tally
) -> None:
    key = {"offer": known[row["offer"]], "need": known[row["need"]]}
    if Exchange.objects.filter(**key).exists():
        tally.kept += 1
        return
    values: Row = {}
    if "in" in row:
        first = date.today() + timedelta(days=row["in"])
        values = {"form": row["form"], "starts": first, "ends": first + timedelta(days=row["days"] - 1)}
    lessons = document["lessons"] if row["state"] == S.RELEASED else None
    exchange = once(
        Exchange, tally, key, regional_map=mtm, state=row["state"], is_demonstration=True, **values,
        **translations("place", row.get("place")), **translations("lessons", lessons),
    )  # fmt: skip
    load_story(exchange, document, tally)
    if exchange.state == S.RELEASED:
        publish_lessons(exchange)


def load_story(exchange: Exchange, document: Row, tally: Tally) -> None:
    """The steps behind it, by nobody in particular, and the evaluations where both were given."""
    steps = STAGES[exchange.state]
    reached = [S.DECLINED] if exchange.state == S.DECLINED else REACHED[: len(steps)]
    for step, state in zip(["propose", *steps], [S.PROPOSED, *reached], strict=True):
        ExchangeStep.objects.create(exchange=exchange, step=step, to_state=state)
        tally.created += 1
    if exchange.state in (S.EVALUATED, S.RELEASED):
        for side, said in document["evaluations"].items():
            Evaluation.objects.create(exchange=exchange, side=side, **said)
            tally.created += 1


def load_priority(mtm: RegionalMap, row: Row, tally: Tally) -> None:
    key = {
        "organisation": state_of(row), "theme": Theme.objects.get(code=row["theme"]), "year": row["year"],
        "map_pillar": MapPillar.objects.get(regional_map=mtm, pillar__numeral=row["pillar"]), "rank": row["rank"],
    }  # fmt: skip
    once(Priority, tally, key, is_out=row["out"], is_demonstration=True, **translations("text", row["text"]))


def load_capacity(mtm: RegionalMap, row: Row, tally: Tally) -> None:
    key = {
        "organisation": state_of(row), "theme": Theme.objects.get(code=row["theme"]), "as_of": 2012,
        "map_pillar": MapPillar.objects.get(regional_map=mtm, pillar__numeral="II"),
    }  # fmt: skip
    words = {name: translations(name, row[name]) for name in ("institution", "practice", "contact")}
    columns = {column: text for each in words.values() for column, text in each.items()}
    once(Capacity, tally, key, is_out=row.get("out", True), is_demonstration=True, **columns)


def load_request(mtm: RegionalMap, row: Row, tally: Tally) -> None:
    state, secretary = state_of(row), secretary_of(mtm)
    asker = focal_points_of(state, mtm).first()
    name = f"{row['state']}-{row['theme']}"
    request = once(
        SupportRequest, tally, {"key": uuid5(NAMESPACE_URL, name)}, regional_map=mtm, organisation=state,
        theme=Theme.objects.get(code=row["theme"]), title=row["title"], language=row["language"], state=row["status"],
        asked_by=asker, is_demonstration=True,
    )  # fmt: skip
    for order, (who, text) in enumerate(row["thread"]):
        is_of_secretariat = who == "secretariat"
        once(
            RequestMessage, tally, {"key": uuid5(NAMESPACE_URL, f"{name}-{order}")}, request=request, text=text,
            language=row["language"], is_of_secretariat=is_of_secretariat,
            by=secretary if is_of_secretariat else asker,
        )  # fmt: skip
