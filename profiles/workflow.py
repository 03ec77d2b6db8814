"""The life of an edition, as data: its states, the steps between them, who takes them and on what conditions.

`profiles.actions.take_step` goes by this table, the database refuses every change of state that is not in it, and
`docs/workflow.md` is drawn from it (`manage.py draw_workflow`).
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    VALIDATION = "validation", _("in validation")
    ENDORSED = "endorsed", _("endorsed")
    TRANSLATION = "translation", _("in translation")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNDER_REVIEW = (State.VALIDATION, State.ENDORSED, State.TRANSLATION, State.READY)
UNISSUED = (State.DRAFT, *UNDER_REVIEW)
ISSUED = (State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN)

# Who takes a step; `profiles.actions.step` knows how to ask whether a person is one of them.
ACTORS: dict[str, str | Promise] = {
    "secretariat": _("the secretariat of the regional i-Map"),
    "state": _("the national focal point of the profile’s country"),
    "publisher": _("who publishes for the regional i-Map"),
    "head": _("the head of the secretariat"),
    "portal": _("the portal itself, when the next edition is published"),
    "operator": _("the operator, by a command"),
}
NOBODY = frozenset({"portal", "operator"})


@dataclass(frozen=True)
class Transition:
    """A step. `done` tells it as past; `to` empty: the state stays. `conditions` are the names of functions in `profiles.conditions`."""

    name: str
    label: str | Promise
    done: str | Promise
    sources: tuple[State, ...]
    to: State | None
    who: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    needs_note: bool = False
    # A secretariat that takes a step of a state's focal point says on what ground.
    note_of: tuple[str, ...] = ()

    def target(self, state: str) -> str:
        return self.to or state


FAULTLESS = ("has_a_text", "sources_are_there")
FOR_PUBLICATION = (
    *FAULTLESS,
    "is_validated",
    "verdicts_hold",
    "remarks_are_resolved",
    "is_endorsed",
    "is_translated",
)

TRANSITIONS: dict[str, Transition] = {
    step.name: step
    for step in (
        Transition(
            "send_for_validation", _("Send for validation"), _("%(who)s sent it for validation."),
            (State.DRAFT,), State.VALIDATION, ("secretariat",), (*FAULTLESS, "source_is_written"),
        ),
        Transition(
            "endorse", _("Endorse"), _("%(who)s endorsed it."),
            (State.VALIDATION,), State.ENDORSED, ("state", "secretariat"), (*FAULTLESS, "is_validated"),
            note_of=("secretariat",),
        ),
        Transition(
            "endorse_again", _("Endorse the present text"), _("%(who)s endorsed the present text."),
            (State.ENDORSED, State.TRANSLATION, State.READY), None, ("state", "secretariat"), FAULTLESS,
            note_of=("secretariat",),
        ),
        Transition(
            "return_to_draft", _("Return to draft"), _("%(who)s returned it to draft."),
            UNDER_REVIEW, State.DRAFT, ("secretariat", "state"), needs_note=True,
        ),
        Transition(
            "start_translation", _("Start the translation"), _("%(who)s started the translation."),
            (State.ENDORSED,), State.TRANSLATION, ("secretariat",),
        ),
        Transition(
            "make_ready", _("Declare ready"), _("%(who)s declared it ready."),
            (State.ENDORSED, State.TRANSLATION), State.READY, ("secretariat",), ("is_translated",),
        ),
        Transition(
            "schedule", _("Schedule the publication"), _("%(who)s scheduled its publication."),
            (State.READY,), None, ("publisher",), FOR_PUBLICATION,
        ),
        Transition(
            "unschedule", _("Cancel the scheduled publication"), _("%(who)s cancelled its scheduled publication."),
            (State.READY,), None, ("publisher",),
        ),
        Transition(
            "publish", _("Publish"), _("%(who)s published it."),
            (State.READY,), State.PUBLISHED, ("publisher",), FOR_PUBLICATION,
        ),
        Transition(
            "override", _("Publish without all conditions"), _("%(who)s published it without all conditions."),
            UNISSUED, State.PUBLISHED, ("head",), FAULTLESS, needs_note=True,
        ),
        Transition(
            "load", _("Load as published"), _("%(who)s loaded it as published."),
            UNISSUED, State.PUBLISHED, ("operator",), FAULTLESS, needs_note=True,
        ),
        Transition(
            "supersede", _("Supersede"), _("%(who)s superseded it by the next edition."),
            (State.PUBLISHED,), State.SUPERSEDED, ("portal",),
        ),
        Transition(
            "withdraw", _("Withdraw"), _("%(who)s withdrew it."),
            (State.PUBLISHED, State.SUPERSEDED), State.WITHDRAWN, ("publisher",), needs_note=True,
        ),
    )
}  # fmt: skip

STEP_CHOICES = [(name, step.label) for name, step in TRANSITIONS.items()]


def moves() -> list[tuple[str, str]]:
    """Every change of state that some step makes."""
    pairs = {(source, step.to) for step in TRANSITIONS.values() if step.to for source in step.sources}
    return sorted((str(source.value), str(target.value)) for source, target in pairs)


def steps_from(state: str) -> list[Transition]:
    """Steps that people can take in a state."""
    return [
        step for step in TRANSITIONS.values() if state in step.sources and not NOBODY.issuperset(step.who)
    ]
