"""`docs/workflow.md`, drawn from `profiles.workflow`: a diagram of the states and a table of the steps."""

from django.utils import translation

from profiles import conditions, workflow
from profiles.workflow import State, Transition

HEAD = """# The life of an edition

Drawn from `profiles/workflow.py` by `manage.py draw_workflow`; a test compares. The database refuses every change of state that
is not in the diagram (`edition_moves_by_its_steps`), and a texts' change after the issue.

"""
NOTES = """
A text may be edited in every state before the issue. Nothing un-approves silently: a verdict or an endorsement that was given on
an earlier text stays, is marked so with the difference, and its giver is asked again; publishing names what is stale.

The secretariat takes a step of the state's focal point for profiles without a country (routes, hubs, cities, themes), and, with
the ground written down, where a state answers by letter.
"""


def drawn() -> str:
    with translation.override("en"):
        return HEAD + diagram() + "\n" + table() + NOTES


def diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2", "  [*] --> draft"]
    lines += [f"  {state.value} : {state.label}" for state in State]
    lines += [
        f"  {source.value} --> {step.target(source)} : {step.label}"
        for step in workflow.TRANSITIONS.values()
        for source in step.sources
    ]
    return "\n".join([*lines, "  withdrawn --> [*]", "```", ""])


def table() -> str:
    rows = ["| step | from | to | who | conditions |", "|---|---|---|---|---|"]
    return "\n".join([*rows, *(row(step) for step in workflow.TRANSITIONS.values()), ""])


def row(step: Transition) -> str:
    asked = [first_line(conditions.CONDITIONS[name].__doc__) for name in step.conditions]
    if step.needs_note:
        asked.append("a written reason")
    cells = [
        f"{step.label} (`{step.name}`)",
        ", ".join(str(state.label) for state in step.sources),
        str(step.to.label) if step.to else "the same",
        "; ".join(str(workflow.ACTORS[who]) for who in step.who),
        "; ".join(asked) or "–",
    ]
    return "| " + " | ".join(cells) + " |"


def first_line(doc: str | None) -> str:
    line = (doc or "").strip().splitlines()[0].rstrip(".")
    return line[0].lower() + line[1:]
