from profiles.collection.actions.answer import Conflict, NotWritable, save_answer
from profiles.collection.actions.attachment import attach, detach
from profiles.collection.actions.compile import compile_submission, definitions_without_place
from profiles.collection.actions.questionnaire import import_questionnaire, new_version, next_version
from profiles.collection.actions.round import (
    add_states,
    ask_extension,
    change_round,
    close_round,
    decide_extension,
    drop_round,
    invite,
    make_round,
    open_round,
    remind,
)
from profiles.collection.actions.submission import (
    Incomplete,
    WrongState,
    accept,
    give_back,
    judge,
    submit,
    take_part,
)
from profiles.collection.actions.workbook import Outcome, take_workbook

__all__ = [
    "Conflict",
    "Incomplete",
    "NotWritable",
    "Outcome",
    "WrongState",
    "accept",
    "add_states",
    "ask_extension",
    "attach",
    "change_round",
    "close_round",
    "compile_submission",
    "decide_extension",
    "definitions_without_place",
    "detach",
    "drop_round",
    "give_back",
    "import_questionnaire",
    "invite",
    "judge",
    "make_round",
    "new_version",
    "next_version",
    "open_round",
    "remind",
    "save_answer",
    "submit",
    "take_part",
    "take_workbook",
]
