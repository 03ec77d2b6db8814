"""Loading invitations and delegates of the demonstration meeting, at every stage and through the portal's own verbs; once."""

from datetime import date, timedelta
from typing import Any

from accounts.models import Organisation, User
from imap.core.upsert import Tally
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.files import texts, translations
from meetings import actions
from meetings.models import Invitation, Meeting

Row = dict[str, Any]


def load_delegates() -> Tally:
    tally, document = Tally(), texts("delegates")
    meeting = Meeting.objects.get(slug=document["meeting"])
    by = secretary_of(meeting.regional_map)
    if meeting.invitations.exists() or not meeting.is_planned or by is None:
        tally.kept += 1
        return tally
    message = {column: words or "" for column, words in translations("message", document["message"]).items()}
    sent = [row for row in document["invitations"] if not row.get("draft")]
    for row in sent:
        invite(meeting, row, message, by)
    actions.send_invitations(meeting=meeting, by=by)
    for row in document["invitations"]:
        if row.get("draft"):
            invite(meeting, row, message, by)
        else:
            answer(meeting.invitations.get(organisation__code=row["to"]), row, by, tally)
        tally.created += 1
    return tally


def invite(meeting: Meeting, row: Row, message: dict[str, str], by: User) -> None:
    actions.invite(
        meeting=meeting,
        organisations=Organisation.objects.filter(code=row["to"]),
        places=row["places"],
        answer_by=date.today() + timedelta(days=row["answer"]),
        messages=message,
        by=by,
    )


def answer(invitation: Invitation, row: Row, by: User, tally: Tally) -> None:
    who = invitation.people.first() or by
    if "declined" in row:
        actions.decline(invitation=invitation, note=row["declined"], by=who)
    for each in row.get("delegates", []):
        details = {name: value for name, value in each.items() if name not in ("as", "remark")}
        delegate = actions.name_delegate(invitation=invitation, by=who, **details)
        decide(delegate, each, by)
        tally.created += 1


def decide(delegate: Any, row: Row, by: User) -> None:
    if row["as"] == "confirmed":
        actions.confirm(delegate=delegate, by=by)
    elif row["as"] == "waiting":  # seats are kept for states that have not answered
        actions.put_on_waiting_list(delegate=delegate, by=by)
    elif row["as"] == "returned":
        actions.return_with_remark(delegate=delegate, remark=row["remark"], by=by)
