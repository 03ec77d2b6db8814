"""Answers as templates show them."""

from typing import Any

from django import template

from imap.core.translation import reading_language
from profiles.collection.models import Answer, SectionOrigin, Submission
from profiles.collection.sheet import answer_in_words
from profiles.collection.values import in_words

register = template.Library()


@register.filter
def words(answer: Answer | None) -> str:
    """An answer in words, in the language of the page; its own text where it is one."""
    return answer_in_words(answer) if answer else ""


@register.filter
def value_words(answer: Answer) -> str:
    return in_words(answer.question, answer.value, reading_language())


@register.inclusion_tag("admin/collection/answers_beside.html", takes_context=True)
def answers_beside(context: template.Context, section: Any) -> dict[str, Any]:
    """The answers that a section of a draft rests on; read once for all sections of the form."""
    kept: Any = context.render_context
    kept = kept.setdefault("answers_beside", {})
    if section.edition_id not in kept:
        kept[section.edition_id] = origins_of(section.edition_id)
    return {"origins": kept[section.edition_id].get(section.pk, [])}


def origins_of(edition: int) -> dict[int, list[SectionOrigin]]:
    rows = SectionOrigin.objects.filter(section__edition=edition).select_related(
        "answer__question__choice_list", "answer__submission__country", "answer__submission__round__regional_map",
        "answer__updated_by",
    )  # fmt: skip
    found: dict[int, list[SectionOrigin]] = {}
    for row in rows.prefetch_related("answer__question__figures", "answer__question__choice_list__choices"):
        found.setdefault(row.section_id, []).append(row)
    return found


@register.inclusion_tag("collection/_compiled_from.html", takes_context=True)
def compiled_from(context: template.Context, edition: Any) -> dict[str, Any]:
    """The submissions that an edition was compiled from: the secretariat's to read again, the state's its own."""
    user = context["user"]
    origins = SectionOrigin.objects.filter(section__edition=edition).values("answer__submission")
    rows = Submission.objects.visible_to(user).filter(pk__in=origins)
    return {
        "submissions": rows.select_related("country", "round__regional_map"),
        "own": set(Submission.objects.editable_by(user).filter(pk__in=origins).values_list("pk", flat=True)),
    }
