"""Accepted answers become a draft edition: texts, figures and definitions, each where its question says."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from accounts.access import can
from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, texts_of
from profiles.actions import begin_edition, keep_replaced
from profiles.collection.actions.submission import WrongState
from profiles.collection.models import Answer, Question, SectionOrigin, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.period import as_period
from profiles.collection.sheet import Sheet
from profiles.collection.values import in_words
from profiles.indicators.models import Dataset, Indicator, Observation
from profiles.models import Edition, NationalDefinition, Profile, Section
from profiles.workflow import ISSUED

K = Question.Kind


@transaction.atomic
def compile_submission(*, submission: Submission, by: User) -> Edition:
    """The draft edition that the accepted answers began or fed. Twice is as once. Raises `WrongState`."""
    if not can(by, "regions.edit_regionalmap", submission.round.regional_map):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.state != Submission.State.ACCEPTED:
        raise WrongState(
            _("The submission is %(state)s. It is compiled once the secretariat has accepted it.")
            % {"state": locked.get_state_display()}
        )
    profile = profile_of(locked)
    draft = draft_of(profile, locked, by)
    answers = [item.answer for item in Sheet(locked).asked if item.answer and item.answer.is_given]
    compile_texts(draft, answers)
    dataset = dataset_of(locked, by)
    for answer in answers:
        compile_figures(answer, dataset, draft)
        compile_definition(answer, draft)
    locked.compiled_at = timezone.now()
    locked.save(update_fields=["compiled_at"])
    return draft


def profile_of(submission: Submission) -> Profile:
    questionnaire = submission.round.questionnaire
    profile = Profile.objects.filter(
        regional_map=questionnaire.regional_map_id,
        pillar=questionnaire.pillar_id,
        country=submission.country_id,
    ).first()
    if profile is None:
        raise ValidationError(
            _("%(country)s has no profile under %(pillar)s yet. Add it in the administration first.")
            % {"country": submission.country, "pillar": questionnaire.pillar}
        )
    return Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)


def draft_of(profile: Profile, submission: Submission, by: User) -> Edition:
    following = profile.editions.exclude(state__in=ISSUED).order_by("-number").first()
    if following is None:
        as_of = submission.submitted_at.date() if submission.submitted_at else date.today()
        return begin_edition(profile=profile, label=str(as_of.year), as_of=as_of, by=by)
    if following.state != Edition.State.DRAFT:
        raise WrongState(
            _(
                "The next edition is %(state)s already. The secretariat takes it back to draft before answers are compiled into it."
            )
            % {"state": following.get_state_display()}
        )
    return following


def compile_texts(draft: Edition, answers: list[Answer]) -> None:
    by_code: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.question.template_id and not answer.unavailable_reason and not is_blank(answer.value):
            by_code[answer.question.template.code].append(answer)  # type: ignore[union-attr]
    for section in draft.sections.select_related("template", "edition__profile"):
        if section.template.code in by_code:
            compile_section(section, by_code[section.template.code])


def compile_section(section: Section, answers: list[Answer]) -> None:
    """A language whose text nobody has touched is written anew; an edited one stays, with the answer beside it."""
    texts = texts_from(answers)
    writable = {language for language in texts if is_writable(section, language, texts[language], answers)}
    unchanged = all(answer.unchanged_from_id for answer in answers)
    for language in writable:
        before = getattr(section, f"body_{language}") or ""
        if before and (unchanged or before == texts[language]):
            continue
        if before:
            keep_replaced(section=section, language=language, text=before)
        setattr(section, f"body_{language}", texts[language])
    section.source_language = language_of(answers, writable) or section.source_language
    section.save()
    for answer in answers:
        own = answer.language if answer.question.kind in Question.TEXTS else "en"
        SectionOrigin.objects.update_or_create(
            section=section,
            answer=answer,
            defaults={
                "language": own,
                "text": getattr(section, f"body_{own}") or "",
                "is_in_text": own in writable and not unchanged,
            },
        )


def texts_from(answers: list[Answer]) -> dict[str, str]:
    """What the answers say together, in each language that any of them has words in."""
    texts: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        for language, piece in pieces(answer).items():
            texts[language].append(piece)
    return {language: sanitise("".join(found)) for language, found in texts.items()}


def is_writable(section: Section, language: str, text: str, answers: list[Answer]) -> bool:
    """Nothing stands there; or all that the state wrote is in this language, and nobody has touched what stands there.

    A choice has words in every language: beside a text in French they alone take the place of no English text.
    """
    body = getattr(section, f"body_{language}") or ""
    is_whole = all(
        answer.language == language for answer in answers if answer.question.kind in Question.TEXTS
    )
    return not body or body == text or (is_whole and is_untouched(section, language))


def language_of(answers: list[Answer], writable: set[str]) -> str:
    """What is checked and endorsed is the text in the language that the state wrote in, where it wrote in one."""
    new = {
        answer.language
        for answer in answers
        if answer.question.kind in Question.TEXTS and not answer.unchanged_from_id
    }
    return new.pop() if len(new) == 1 and new <= writable else ""


def is_untouched(section: Section, language: str) -> bool:
    """As the edition before had it, or as it was compiled last."""
    body = getattr(section, f"body_{language}")
    before = (
        Section.objects.filter(edition__profile=section.edition.profile_id, code=section.template.code)
        .exclude(edition=section.edition_id)
        .order_by("-edition__number")
        .first()
    )
    compiled = set(section.origins.values_list("text", flat=True))
    return body in compiled or (before is not None and body == getattr(before, f"body_{language}"))


def pieces(answer: Answer) -> dict[str, str]:
    """A text in the language it was written in; a choice, a day or a figure in all three."""
    question = answer.question
    if question.kind in Question.TEXTS:
        return {answer.language: paragraphs(str(answer.value))}
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            label = question.shown_label
            found[language] = f"<p>{escape(label)} {escape(in_words(question, answer.value, language))}</p>"
    return found


def paragraphs(text: str) -> str:
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return "".join(f"<p>{escape(block.strip()).replace(chr(10), '<br>')}</p>" for block in blocks)


def dataset_of(submission: Submission, by: User) -> Dataset:
    round_ = submission.round
    return Dataset.objects.get_or_create(
        origin=f"round:{round_.pk}",
        defaults={
            "title": texts_of(round_, "title")["en"] or str(round_.shown_title),
            "kind": Dataset.Kind.ROUND,
            "map_pillar": round_.questionnaire.map_pillar,
            "provenance": f"{round_.questionnaire.code}, version {round_.questionnaire.version}",
            "by": by,
        },
    )[0]


def compile_figures(answer: Answer, dataset: Dataset, draft: Edition) -> None:
    question = answer.question
    period = as_period(answer.submission.round.period)
    if question.kind in Question.NUMBERS and question.indicator:
        value = None if answer.unavailable_reason else answer.value
        observe(answer, dataset, draft, question.indicator, period, value, question.unit)
    if question.kind != K.YEAR_TABLE or answer.unavailable_reason:
        return
    figures = {figure.code: figure for figure in question.figures.select_related("indicator")}
    for year, row in (answer.value or {}).items():
        for code, value in row.items():
            figure = figures.get(code)
            if figure and figure.indicator:
                observe(answer, dataset, draft, figure.indicator, year, value, figure.unit or question.unit)


def observe(
    answer: Answer, dataset: Dataset, draft: Edition, indicator: Indicator, period: str, value: Any, unit: str
) -> None:
    """A figure whose edition is issued stays; its correction comes with the next round."""
    key: dict[str, Any] = {
        "dataset": dataset,
        "indicator": indicator,
        "country": answer.submission.country,
        "period": period,
    }
    found = Observation.objects.filter(**key).select_related("edition").first()
    if found and found.edition and found.edition.state in ISSUED:
        return
    note = answer.unavailable_reason or ("" if answer.question.term_id else answer.definition_note)
    Observation.objects.update_or_create(
        **key,
        defaults={
            "value": None if value is None else Decimal(value),
            "unit": unit or indicator.unit,
            "status": Observation.Status.MISSING if value is None else Observation.Status.NORMAL,
            f"note_{answer.language}": note,
            "edition": draft,
        },
    )


def compile_definition(answer: Answer, draft: Edition) -> None:
    if not answer.definition_note or not answer.question.term_id:
        return
    NationalDefinition.objects.update_or_create(
        term=answer.question.term,
        country=answer.submission.country,
        map_pillar=draft.profile.map_pillar,
        edition=draft,
        defaults={
            f"definition_{answer.language}": answer.definition_note,
            "since": draft.as_of,
            "origin": f"submission:{answer.submission_id}",
        },
    )


def definitions_without_place(submission: Submission) -> list[Answer]:
    """Answers whose national definition goes nowhere: their question names no term, and no figure carries it as its note."""
    rows = submission.answers.exclude(definition_note="").filter(question__term=None)
    rows = rows.select_related("question__indicator", "submission__round__regional_map")
    return [answer for answer in rows.prefetch_related("question__figures") if not is_note_of_figure(answer)]


def is_note_of_figure(answer: Answer) -> bool:
    question = answer.question
    if answer.unavailable_reason:
        return False
    if question.kind in Question.NUMBERS:
        return question.indicator_id is not None
    codes = (
        {code for row in answer.value.values() for code in row} if isinstance(answer.value, dict) else set()
    )
    return any(figure.indicator_id and figure.code in codes for figure in question.figures.all())
