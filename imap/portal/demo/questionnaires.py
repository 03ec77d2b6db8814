"""Loading the glossary, the indicators and the questionnaires. What was sent to states is left as it is."""

from typing import Any

from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import texts, translations
from imap.regions.models import Pillar, RegionalMap
from profiles.collection.models import Choice, ChoiceList, Figure, Group, Question, Questionnaire
from profiles.indicators.models import Indicator
from profiles.models import SectionTemplate, Term


def load_terms() -> Tally:
    tally = Tally()
    for code, row in texts("terms").items():
        fields = ("name", "definition", "source")
        words = {column: text for name in fields for column, text in translations(name, row[name]).items()}
        upsert(Term, tally, key={"code": code}, **words)
    return tally


def load_questionnaires() -> Tally:
    tally, document = Tally(), texts("questionnaires")
    for code, row in document["indicators"].items():
        pillar = Pillar.objects.get(numeral=row["pillar"])
        upsert(
            Indicator,
            tally,
            key={"code": code},
            unit=row["unit"],
            pillar=pillar,
            **translations("name", row["name"]),
        )
    for code, row in document["questionnaires"].items():
        load_questionnaire(code, row, document["lists"], tally)
    return tally


def load_questionnaire(code: str, row: dict[str, Any], lists: dict[str, Any], tally: Tally) -> None:
    """Made once: an editor may go on from there, and a version that was sent never changes."""
    regional_map = RegionalMap.objects.get(slug="mtm")
    if Questionnaire.objects.filter(regional_map=regional_map, code=code).exists():
        tally.kept += 1
        return
    pillar = Pillar.objects.get(numeral=row["pillar"])
    made = Questionnaire.objects.create(
        regional_map=regional_map,
        pillar=pillar,
        code=code,
        **translations("title", row["title"]),
        **translations("intro", row["intro"]),
    )
    tally.created += 1
    chosen = {name: load_list(made, name, choices) for name, choices in lists.items()}
    number = 0
    for order, (section, questions) in enumerate(row["questions"].items(), 1):
        template = SectionTemplate.objects.get(regional_map=None, pillar=pillar, kind="country", code=section)
        group = Group.objects.create(
            questionnaire=made,
            order=order,
            code=section,
            **{f"label_{code}": getattr(template, f"heading_{code}") for code in ("ar", "en", "fr")},
            **{f"help_{code}": getattr(template, f"guidance_{code}") for code in ("ar", "en", "fr")},
        )
        for question in questions:
            number += 1
            load_question(made, group, template, number, question, chosen)


def load_list(questionnaire: Questionnaire, name: str, choices: dict[str, Any]) -> ChoiceList:
    made = ChoiceList.objects.create(questionnaire=questionnaire, name=name)
    for order, (code, label) in enumerate(choices.items(), 1):
        Choice.objects.create(choice_list=made, order=order, code=code, **translations("label", label))
    return made


def load_question(
    questionnaire: Questionnaire,
    group: Group,
    template: SectionTemplate,
    order: int,
    row: dict[str, Any],
    lists: dict[str, ChoiceList],
) -> None:
    plain = ("code", "kind", "required", "unit", "relevant", "constraint", "first_year", "last_year")
    is_text = row["kind"] in (Question.Kind.TEXT, Question.Kind.LONG_TEXT)
    question = Question.objects.create(
        questionnaire=questionnaire,
        group=group,
        order=order,
        template=template if is_text else None,
        choice_list=lists[row["list"]] if "list" in row else None,
        indicator=indicator_of(row),
        term=Term.objects.get(code=row["term"]) if "term" in row else None,
        **{name: row[name] for name in plain if name in row},
        **translations("label", row["label"]),
        **translations("constraint_message", row.get("message")),
    )
    for place, figure in enumerate(row.get("figures", []), 1):
        Figure.objects.create(
            question=question,
            order=place,
            code=figure["code"],
            unit=figure.get("unit", ""),
            indicator=indicator_of(figure),
            **translations("label", figure["label"]),
        )


def indicator_of(row: dict[str, Any]) -> Indicator | None:
    return Indicator.objects.get(code=row["indicator"]) if "indicator" in row else None
