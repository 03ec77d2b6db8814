"""Letters of exchanges and requests: in each side's language, once, without contact persons, and only while they are wanted."""

import pytest

from accounts.actions.letter import deliver
from accounts.models import Letter, Membership
from meetings.cooperation import actions
from meetings.cooperation.letters import is_exchange_wanted, tell
from tests.cooperation import factories as work
from tests.cooperation.test_exchange import people, take, walk  # noqa: F401


def letters_of(person) -> list[Letter]:
    return list(Letter.objects.filter(user=person).order_by("pk"))


def test_each_side_is_written_to_in_its_language(exchange, cast, senegal):
    cast["focal_mar"].preferred_language = "ar"
    cast["focal_mar"].save()
    tell(exchange, "asked", ("offer", "need"))
    arabic, french = letters_of(cast["focal_mar"])[0], letters_of(senegal)[0]
    assert (arabic.language, french.language) == ("ar", "fr")
    assert "خبر" in arabic.subject
    assert "échange" in french.subject.lower()
    for letter in (arabic, french):
        assert f"/workspace/cooperation/exchanges/{exchange.pk}/" in letter.text
        assert "Nadia" not in letter.text + letter.html + letter.subject
        assert "nadia@" not in letter.text + letter.html


def test_a_letter_is_wanted_while_the_state_is_what_it_speaks_of(exchange, people):  # noqa: F811
    tell(exchange, "asked", ("offer", "need"))
    of_offer, of_need = (letters_of(people[side])[0] for side in ("offer", "need"))
    assert is_exchange_wanted(of_offer)
    take(exchange, "confirm_offer", people)
    assert not is_exchange_wanted(of_offer)
    assert is_exchange_wanted(of_need)
    take(exchange, "cancel", people)
    assert not is_exchange_wanted(of_need)


def test_what_is_not_wanted_any_more_is_not_sent(exchange, people, mailoutbox):  # noqa: F811
    tell(exchange, "asked", ("need",))
    letter = letters_of(people["need"])[0]
    Letter.objects.filter(pk=letter.pk).update(state="waiting", sent_at=None)
    take(exchange, "cancel", people)
    Letter.objects.filter(pk=letter.pk).update(state="waiting")
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert not is_exchange_wanted(letter)


def test_who_is_no_focal_point_any_more_gets_nothing(exchange, people):  # noqa: F811
    tell(exchange, "asked", ("need",))
    letter = letters_of(people["need"])[0]
    Membership.objects.filter(user=people["need"]).delete()
    assert not is_exchange_wanted(letter)


def test_who_declines_is_not_told_and_the_others_get_the_reason(exchange, people):  # noqa: F811
    take(exchange, "decline_need", people)
    assert letters_of(people["need"]) == []
    for side in ("offer", "secretariat"):
        assert "No time." in letters_of(people[side])[-1].text


def test_the_whole_way_writes_one_letter_an_occasion(exchange, people):  # noqa: F811
    walk(exchange, people)
    keys = list(Letter.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    occasions = {key.split(":")[2] for key in keys}
    assert occasions == {"agreed", "planned", "held", "evaluated", "released"}
    assert not any("marmalade" in letter.text for letter in Letter.objects.all())


def test_a_request_goes_to_the_secretariat_and_an_answer_to_the_state(world, cast, senegal):
    from uuid import uuid4

    asked = actions.ask(
        regional_map=world.mtm, theme=work.ThemeFactory(), title="We ask", text="marmalade", language="fr",
        key=uuid4(), by=senegal,
    )  # fmt: skip
    assert [letter.user for letter in Letter.objects.all()] == [cast["secretariat"]]
    actions.write(request=asked, text="marmalade too", language="en", key=uuid4(), by=cast["secretariat"])
    actions.set_state(request=asked, state="answered", by=cast["secretariat"])
    assert len(letters_of(senegal)) == 1, "the answer made it answered: that is told once"
    actions.set_state(request=asked, state="closed", by=cast["secretariat"])
    assert len(letters_of(senegal)) == 2
    assert "marmalade" not in "".join(letter.text + letter.html for letter in Letter.objects.all())


def test_deliver_asks_before_it_sends(transactional_db):
    """The kind is registered with its check."""
    from accounts.letters import KINDS

    assert KINDS["exchange_news"].is_due is is_exchange_wanted
    assert deliver(pk=0) is None


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_occasion_has_words(language, exchange, people):  # noqa: F811
    person = people["need"]
    person.preferred_language = language
    person.save()
    walk(exchange, people, "plan")
    Letter.objects.all().delete()
    for occasion in ("asked", "agreed", "planned", "held", "released", "declined", "cancelled", "withdrawn"):
        tell(exchange, occasion, ("need",), note="Reason")
    bodies = {letter.text.split("\n\n")[2] for letter in letters_of(person)}
    assert len(bodies) == 8
