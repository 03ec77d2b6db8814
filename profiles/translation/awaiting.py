"""What awaits translators at the workspace: one line an edition and language; gaps of published editions in one line."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.access import held
from accounts.models import User
from imap.core.awaiting import Task
from imap.core.translation import LANGUAGES
from imap.regions.models import RegionalMap
from profiles.awaiting import titled
from profiles.conditions import language_name
from profiles.models import Edition
from profiles.models.translatable import is_translatable, permission
from profiles.translation.work import MAP, waiting_in


def awaiting(user: User) -> list[Task]:
    if user.is_superuser:  # who may do everything translates for nobody
        return []
    counts = {language: counted(user, language) for language in LANGUAGES}
    keys = {key for count in counts.values() for key in count}
    rows = Edition.objects.heads().filter(pk__in=keys)
    editions = {row.pk: row for row in rows.select_related("profile__regional_map", "profile__pillar")}
    return [task for code, count in counts.items() for task in tasks(code, count, editions)]


def counted(user: User, language: str) -> Counter[int]:
    """How many texts of which edition wait for the user, as a translator into the language."""
    mine = held(user, permission(language), RegionalMap, MAP)
    rows = waiting_in(user, language).filter(mine).order_by().values_list("edition")
    return Counter(dict(rows.annotate(count=Count("pk"))))


def tasks(language: str, counts: Counter[int], editions: dict[int, Edition]) -> Iterator[Task]:
    gaps = 0
    for key, count in counts.items():
        if is_translatable(editions[key]):
            words = ngettext(
                "Translate %(count)s text into %(language)s",
                "Translate %(count)s texts into %(language)s",
                count,
            )
            said = words % {"count": count, "language": language_name(language)}
            yield Task(said, reverse("translations:edition", args=[key]), about=titled(editions[key]))
        else:
            gaps += count
    if gaps:
        words = ngettext(
            "%(count)s text of a published edition is missing in %(language)s",
            "%(count)s texts of published editions are missing in %(language)s",
            gaps,
        )
        said = words % {"count": gaps, "language": language_name(language)}
        yield Task(said, reverse("translations:awaiting") + f"?language={language}")
