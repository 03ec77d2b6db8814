from meetings.actions.attendance import mark_attendance
from meetings.actions.delegate import (
    cannot_come,
    correct,
    correct_own,
    move_address,
    name_delegate,
    withdraw,
)
from meetings.actions.invitation import (
    change_invitation,
    decline,
    drop_invitation,
    invite,
    remind,
    send_invitations,
    take_back_decline,
    tell_of_change,
)
from meetings.actions.keeping import forget_contacts
from meetings.actions.links import give_link, renew_links
from meetings.actions.refusals import NoSeat, NotPossible
from meetings.actions.seats import confirm, confirm_all, move_up, put_on_waiting_list, return_with_remark

__all__ = [
    "NoSeat",
    "NotPossible",
    "cannot_come",
    "change_invitation",
    "confirm",
    "confirm_all",
    "correct",
    "correct_own",
    "decline",
    "drop_invitation",
    "forget_contacts",
    "give_link",
    "invite",
    "mark_attendance",
    "move_address",
    "move_up",
    "name_delegate",
    "put_on_waiting_list",
    "remind",
    "renew_links",
    "return_with_remark",
    "send_invitations",
    "take_back_decline",
    "tell_of_change",
    "withdraw",
]
