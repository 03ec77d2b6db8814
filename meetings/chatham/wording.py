"""What the check says to people: why it points at a passage, and what could stand there instead."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from meetings.chatham.finding import Finding
from meetings.chatham.table import Table

REASONS = {
    "name": _("The name of a participant."),
    "name_by_sound": _("Sounds like the name of a participant."),
    "name_in_context": _(
        "A participant’s name that is also a common word; here somebody speaks or is addressed."
    ),
    "spelled_name": _("A participant’s name with something between its letters."),
    "initials": _("The initials of a participant."),
    "title": _("A title that stands for a person."),
    "function": _("The office of a participant."),
    "delegate": _("A delegate or a delegation by state, agency or ministry."),
    "state_speaks": _("A state that speaks."),
    "agency_speaks": _("An agency that speaks."),
    "ministry_speaks": _("A ministry that speaks."),
    "statement": _("A statement or position by state, agency or ministry."),
    "by_name": _("Roundabout words for a state that everybody understands."),
    "attribution": _("What is said is ascribed to a state, an agency or a ministry."),
    "label": _("A state or an agency is put beside what was said."),
    "first_person": _("First person: the words show where the speaker comes from."),
    "seat": _("The chair or the host, whom everybody knows."),
    "mail": _("An address that leads to a person."),
    "phone": _("A telephone number."),
    "disguise": _("A word made of letters of two scripts."),
}
SEVERITIES = {"high": _("identifies"), "medium": _("likely identifies"), "low": _("look again")}
OF_STATES = {"state_speaks", "label", "attribution", "by_name"}
OF_AGENCIES = {"agency_speaks"}
WITHOUT = {"mail", "phone"}


def reason_of(finding: Finding) -> str:
    return str(REASONS[finding.rule])


def suggestion_for(finding: Finding, table: Table) -> str:
    """Neutral words in the language of the text; a region only where it tells no state apart. Empty: take it out."""
    if finding.rule in WITHOUT:
        return ""
    with override(finding.language):
        if finding.rule == "disguise":
            return ""
        if finding.rule in OF_AGENCIES:
            return gettext("a partner agency")
        if finding.rule == "ministry_speaks":
            return gettext("a participant from a ministry")
        region = table.region_to_name(finding.region)
        return a_state(region) if finding.rule in OF_STATES else a_participant(region)


def a_state(region: str) -> str:
    return {
        "africa": gettext("an African partner state"),
        "europe": gettext("a European partner state"),
        "east": gettext("an eastern partner state"),
    }.get(region, gettext("a partner state"))


def a_participant(region: str) -> str:
    return {
        "africa": gettext("a participant from an African partner state"),
        "europe": gettext("a participant from a European partner state"),
        "east": gettext("a participant from an eastern partner state"),
    }.get(region, gettext("a participant"))
