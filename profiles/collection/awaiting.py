"""What awaits a person of the rounds: a state's answers, a secretariat's reading, deciding and compiling."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core.alphabet import Alphabetical
from imap.core.awaiting import Task
from imap.core.numbers import day
from imap.core.translation import listed
from profiles.collection.models import Round, Submission

State = Submission.State
FEW = 3  # states that are named one by one


def awaiting(user: User) -> list[Task]:
    return [*of_state(user), *of_secretariat(user), *of_rounds(user)]


def with_heads(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.select_related("country", "round__regional_map", "round__questionnaire__pillar")


def titled(round_: Round, country: object = None) -> str:
    said = {"title": round_.shown_title, "pillar": round_.questionnaire.pillar, "country": country}
    if country is None:
        return _("%(title)s · %(pillar)s") % said
    return _("%(country)s · %(title)s · %(pillar)s") % said


def of_state(user: User) -> Iterator[Task]:
    """What the state still has to answer, and what it waits for."""
    rows = Submission.objects.answered_by(user).filter(round__closed_at=None)
    for row in with_heads(rows.exclude(state=State.ACCEPTED)):
        about, url = titled(row.round, row.country.shown_name), row.get_absolute_url()
        if row.state == State.SUBMITTED:
            yield Task(
                _("Your answers are being read"), url, who=_("the secretariat"), kind="wait", about=about
            )
            continue
        yield Task(words_for_state(row), url, row.due, about=about)
        if row.asked_due_on:
            asked = _("You asked for more time, until %(day)s") % {"day": day(row.asked_due_on)}
            yield Task(asked, url, who=_("the secretariat"), kind="wait", about=about)


def words_for_state(row: Submission) -> str:
    return {
        State.INVITED: _("Answer the questionnaire"),
        State.IN_PROGRESS: _("Complete the answers and submit them"),
        State.RETURNED: _("Make the changes that the secretariat asks for"),
    }[State(row.state)]


def of_secretariat(user: User) -> Iterator[Task]:
    """State by state: more time is asked for, answers are to be read, or to be compiled."""
    rows = Submission.objects.editable_by(user).filter(round__opened_at__isnull=False).awaiting_secretariat()
    for row in with_heads(rows):
        about, url = titled(row.round, row.country.shown_name), reverse("collection:review", args=[row.pk])
        if row.asked_due_on and row.is_writable:
            yield Task(
                _("Decide on more time, asked for until %(day)s") % {"day": day(row.asked_due_on)},
                url, row.due, about=about,
            )  # fmt: skip
        elif row.state == State.SUBMITTED and row.submitted_at:
            words = _("Read the answers, submitted on %(day)s") % {"day": day(row.submitted_at)}
            yield Task(words, url, about=about)
        elif row.state == State.ACCEPTED:
            yield Task(words_for_compiling(row), url, about=about)


def words_for_compiling(row: Submission) -> str:
    if row.decided_at is None:
        return _("Compile the accepted answers")
    return _("Compile the answers, accepted on %(day)s") % {"day": day(row.decided_at)}


def of_rounds(user: User) -> Iterator[Task]:
    """One line a round: to be opened, to be closed, or the states that are still answering."""
    rounds = Round.objects.visible_to(user).filter(closed_at=None)
    rows = rounds.select_related("regional_map", "questionnaire__pillar")
    states_in_order = Submission.objects.order_by(Alphabetical("country__name")).select_related("country")
    for round_ in rows.prefetch_related(Prefetch("submissions", states_in_order)):
        url, about = reverse("collection:round", args=[round_.pk]), titled(round_)
        states = list(round_.submissions.all())
        answering = [row for row in states if row.state in Submission.WRITABLE]
        if round_.opened_at is None:
            yield Task(_("Open the round, and so invite the states"), url, about=about)
        elif answering:
            due = min(row.due_on or round_.due_on for row in answering)
            yield Task(_("States are answering"), url, due, who=named(answering), kind="wait", about=about)
        elif all(row.state == State.ACCEPTED for row in states):
            yield Task(_("Every state’s answers are accepted. Close the round"), url, about=about)


def named(rows: list[Submission]) -> str:
    """A few states by their names, many by their number."""
    if len(rows) <= FEW:
        return listed(row.country.shown_name for row in rows)
    return ngettext("%(count)s state", "%(count)s states", len(rows)) % {"count": len(rows)}
