"""Who sits at the table, as the check is told."""

from meetings.chatham.finding import Person
from meetings.chatham.participants import delegates_of, people_of
from meetings.chatham.table import table_of
from tests import factories as make
from tests.meetings import factories as convene
from tests.meetings.record_factories import NoteTakerFactory


def test_chairs_states_and_agencies_are_at_the_table(db):
    meeting = convene.MeetingFactory()
    country = make.CountryFactory(iso3="MAR", iso2="MA", name_en="Morocco", name_fr="Maroc", name_ar="المغرب")
    convene.ChairFactory(meeting=meeting, country=country, function_en="Director of Borders")
    agency = make.OrganisationFactory(code="UNHCR", name_en="High Commissioner for Refugees")
    convene.ParticipantFactory(meeting=meeting, organisation=agency)
    convene.ParticipantFactory()
    people = people_of(meeting)
    assert Person(function="Director of Borders", organisation="المغرب|Morocco|Maroc") in people
    table = table_of(people)
    assert set(table.states) == {"MA"}
    assert {"unhcr", "high"} <= set(table.organisations)
    assert table.functions == [frozenset({"director", "border"})]


def test_delegates_come_with_both_names(db):
    row = convene.DelegateFactory(
        name="Nadia B", name_ar="نادية", function="Judge", ministry="Ministry of Justice", state="withdrawn"
    )
    [person] = delegates_of(row.meeting)
    assert (person.name, person.function, person.affiliation) == (
        "Nadia B نادية",
        "Judge",
        "Ministry of Justice",
    )
    assert str(row.organisation.name_en) in person.organisation


def test_note_takers_are_in_the_room(db):
    taker = NoteTakerFactory(user__name="Nadia B")
    assert Person("Nadia B") in people_of(taker.meeting)
