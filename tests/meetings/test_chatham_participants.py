"""Who sits at the table, as the check is told."""

from types import SimpleNamespace

from django.apps import apps

from meetings.chatham.finding import Person
from meetings.chatham.participants import delegates_of, people_of
from meetings.chatham.table import table_of
from tests import factories as make
from tests.meetings import factories as convene


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


def test_delegates_come_with_both_names(db, monkeypatch):
    row = SimpleNamespace(
        name="Nadia B", name_ar="نادية", function="Judge", ministry="Ministry of Justice", organisation=None
    )
    rows = SimpleNamespace(select_related=lambda *names: [row])
    model = SimpleNamespace(_default_manager=SimpleNamespace(filter=lambda **which: rows))
    monkeypatch.setitem(apps.all_models["meetings"], "delegate", model)
    assert list(delegates_of(convene.MeetingFactory.build())) == [
        Person("Nadia B نادية", "Judge", "Ministry of Justice", "")
    ]
