"""Whatever two people do in whatever order, nobody's words are written over unseen."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles import actions
from profiles.actions import Meanwhile, SourceChanged
from profiles.actions.translating import newest
from profiles.models import Section, Translation
from tests.profiles.translation.conftest import asked, now, rewrite

STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["open", "keep", "finish", "source", "editor"])),
    min_size=2,
    max_size=14,
)


@dataclass
class Person:
    """Somebody with the page open: the form's version, the text it began with, and the section's text then."""

    said: dict[str, str]
    saw: str
    body: str


def opened(section: Section) -> Person:
    return Person(asked(section), there(section), now(section).body_fr or "")


def there(section: Section) -> str:
    row = now(section)
    return newest(row, Translation.objects.filter(section=row, language="fr").first(), "fr")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_nothing_is_written_over_unseen(section, steps):
    Translation.objects.filter(section=section).delete()
    Section.objects.filter(pk=section.pk).update(body_fr="", body_en="<p>Marmalade [1]</p>")
    people = [opened(section), opened(section)]
    for number, (who, step) in enumerate(steps):
        text = f"<p>{who} {number}</p>"
        if step == "open":
            people[who] = opened(section)
        elif step == "source":
            rewrite(section, f"<p>Source {number}</p>")
        elif step == "editor":
            Section.objects.filter(pk=section.pk).update(body_fr=text)
        else:
            people[who] = wrote(section, people[who], step, text)


def wrote(section: Section, me: Person, step: str, text: str) -> Person:
    """What the person has before them afterwards. Refused, they look at the other's text and go on from there."""
    before, body = there(section), now(section).body_fr or ""
    verb = actions.keep_work if step == "keep" else actions.save_translation
    refusal: Meanwhile | SourceChanged | None = None
    try:
        verb(section=section, language="fr", text=text, by=None, **me.said)
    except (Meanwhile, SourceChanged) as met:
        refusal = met
    if isinstance(refusal, Meanwhile):
        assert refusal.mine == text
        assert refusal.theirs == (before if me.saw != before else body)
        assert there(section) == before
        return opened(section)
    assert (me.saw, me.body) == (before, body), "words were written over that their author had not seen"
    assert there(section) == text  # also where the source changed: then as work in progress
    return Person({**me.said, "version": asked(section)["version"]}, text, now(section).body_fr or "")
