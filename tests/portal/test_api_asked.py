"""What the API is asked wrongly it refuses by name, in the reader's language and as JSON; every form is what it says."""

import csv
import io
from urllib.parse import quote

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from imap.api import router
from imap.core.asking import ANYWHERE, OF_LISTS
from imap.core.renderers import flat, safe_cell
from tests import factories as make
from tests.collection import factories as ask
from tests.cooperation import factories as work
from tests.library import factories as shelf

LISTS = {prefix: view for prefix, view, _basename in router.registry}
NO_VALUES = ["xx", "-1", "0", "1.5", "20x2", " ", "9" * 20, "٢٠١٢", "a" * 3000, "\0", b"\xff\xfe"]


def filters_of(name: str) -> list[str]:
    return list(LISTS[name].filterset_class.base_filters) if LISTS[name].filterset_class else []


@pytest.mark.parametrize("name", LISTS)
def test_each_parameter_of_each_list_refuses_what_it_does_not_know(name, client, world):
    for parameter in [*filters_of(name), *ANYWHERE, *OF_LISTS, "nonsense", "ordering"]:
        for value in NO_VALUES:
            answer = client.get(f"/api/v1/{name}/?{parameter}={quote(value)}")
            if parameter == "q" and value not in ("\0", "a" * 3000):
                assert answer.status_code == 200, value
                continue
            assert (answer.status_code, answer["Content-Type"]) == (400, "application/json"), (
                parameter,
                value,
            )
            assert list(answer.json()) == [parameter]
            assert answer.json()[parameter][0]


@pytest.mark.parametrize("name", LISTS)
def test_what_is_left_empty_is_left_out_and_what_is_said_twice_is_refused(name, client, world):
    names = [*filters_of(name), *ANYWHERE, *OF_LISTS]
    assert client.get(f"/api/v1/{name}/?" + "&".join(f"{each}=" for each in names)).status_code == 200
    twice = client.get(f"/api/v1/{name}/?" + "&".join(f"{each}=&{each}=" for each in names), {})
    assert (twice.status_code, sorted(twice.json())) == (400, sorted(names))
    told = client.options(f"/api/v1/{name}/?format=csv").json()
    assert told["parameters"] == sorted(names)
    assert client.head(f"/api/v1/{name}/?format=csv").status_code == 200
    assert client.post(f"/api/v1/{name}/", {}).status_code == 405


@pytest.fixture
def some(world):
    """Rows of several lists, with texts, parts and lists in them."""
    make.published_profile("a", regional_map=world.mtm, pillar=world.development)
    make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    make.ParticipationFactory(regional_map=world.mtm)
    make.EngagementFactory(regional_map=world.mtm)
    shelf.PublicationFactory(regional_map=world.mtm, series=shelf.SeriesFactory(regional_map=world.mtm))
    shelf.PublicationFactory(regional_map=world.mtm)
    work.InvolvementFactory(project__regional_map=world.mtm)
    figures = ask.DatasetFactory(map_pillar=world.mtm_development)
    ask.ObservationFactory(dataset=figures, value="-12.5", period="2012/2013", note_en="=1+1")
    ask.ObservationFactory(dataset=figures, value=None, status="M", period="2011")


@pytest.mark.parametrize("language", ["", "ar"])
@pytest.mark.parametrize("name", LISTS)
def test_a_table_has_the_same_head_with_rows_and_without(name, language, client, db, request):
    """Every value of a row has a column; one row by itself has those of its list, and more where it has more parts."""
    query = {"lang": language, "format": "csv"}
    head = table_of(client.get(f"/api/v1/{name}/", query)).fieldnames
    assert (
        client.get(f"/api/v1/{name}/", query)["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    )
    request.getfixturevalue("some")
    table = table_of(client.get(f"/api/v1/{name}/", query))
    assert table.fieldnames == head
    lines = list(table)
    rows = client.get(f"/api/v1/{name}/", {"lang": language}).json()["results"]
    assert len(lines) == len(rows)
    assert not {"True", "False", "None"} & {cell for line in lines for cell in line.values()}
    for row in rows:
        assert {column for column, cell in flat(row).items() if cell is not None} <= set(head)
    tagged = table_of(client.get(f"/api/v1/{name}/", {**query, "hxl": "1"}))
    assert all(tag.startswith("#") for tag in next(tagged).values())


def table_of(answer) -> csv.DictReader:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1", "'=1"), ("+1", "'+1"), ("@x", "'@x"), ("-cmd", "'-cmd"), ("\t=1", "'\t=1"), ("\n=1", "'\n=1"), ("＝1", "'＝1"),
        ("-12.5", "-12.5"), ("12", "12"), ("-1+2", "'-1+2"), ("نص", "نص"), (-3, -3), (None, None),
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_a_text_and_a_number_a_number(cell, written):
    assert safe_cell(cell) == written


def test_figures_as_sdmx(client, some):
    answer = client.get("/api/v1/observations/", {"period": "2012/2013", "format": "sdmx-csv"})
    assert answer["Content-Type"] == "application/vnd.sdmx.data+csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (row["DATAFLOW"], row["REGIONAL_MAP"]) == ("IMAP:OBSERVATIONS(1.0)", "mtm")
    assert (row["TIME_PERIOD"], row["OBS_VALUE"], row["OBS_STATUS"]) == ("2012-01-01/P2Y", "-12.5", "A")
    assert row["COMMENT_OBS"] == "'=1+1"


@pytest.mark.parametrize(
    ("accept", "status", "form"),
    [
        ("", 200, "application/json"),
        ("*/*", 200, "application/json"),
        ("application/json; charset=utf-8", 200, "application/json"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", 200, "application/json"),
        ("text/csv;q=0.5, application/json", 200, "application/json"),
        ("application/json;q=0.2, text/csv", 200, "text/csv; charset=utf-8"),
        ("application/geo+json", 200, "application/geo+json"),
        ("text/csv;q=0", 406, "application/json"),
        ("text/html", 406, "application/json"),
    ],
)
def test_the_form_that_is_liked_best_is_given(accept, status, form, client, world):
    answer = client.get("/api/v1/hubs/", headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (status, form)
    assert "Accept" in answer["Vary"]
    asked = client.get("/api/v1/hubs/?format=csv", headers={"accept": accept})
    assert (asked.status_code, asked["Content-Type"]) == (200, "text/csv; charset=utf-8")
    refused = client.get("/api/v1/hubs/?format=csv&map=xx", headers={"accept": accept})
    assert (refused.status_code, list(refused.json())) == (400, ["map"])


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("profiles/?map={}", "closed"),
        ("profiles/?place={}", "hidden-hub"),
        ("editions/?profile={}", "hidden"),
        ("observations/?indicator={}", "hidden-indicator"),
        ("publications/?series={}", "hidden-series"),
        ("projects/?donor={}", "HIDDEN"),
    ],
)
def test_by_what_is_hidden_is_asked_as_by_what_is_not_there(path, hidden, client_of, world):
    """The same answer, to the letter; staff of the regional i-Map are answered."""
    make.RegionalMapFactory(slug="closed", is_public=False)
    hub = make.HubFactory(regional_map=world.mtm, slug="hidden-hub")
    profile = make.published_profile(
        "marmalade", regional_map=world.mtm, pillar=world.irregular, slug="hidden", kind="hub", country=None, hub=hub
    )  # fmt: skip
    type(profile).objects.filter(pk=profile.pk).update(is_unlisted=True)
    ask.ObservationFactory(
        dataset=ask.DatasetFactory(map_pillar=world.mtm_irregular), indicator__code="hidden-indicator"
    )
    shelf.PublicationFactory(
        regional_map=world.mtm, series=shelf.SeriesFactory(slug="hidden-series"), is_listed=False
    )
    make.OrganisationFactory(code="HIDDEN")
    project = work.ProjectFactory(regional_map=world.mtm, is_listed=False)
    work.InvolvementFactory(project=project, organisation__code="HIDDEN", role="funder")
    for who in ("anonymous", "reader_alb"):
        found, none = (client_of(who).get(f"/api/v1/{path.format(code)}") for code in (hidden, "none"))
        assert (found.status_code, found.content) == (none.status_code, none.content) == (400, none.content)
    staff = "admin" if hidden == "closed" else "secretariat"
    assert client_of(staff).get(f"/api/v1/{path.format(hidden)}").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("profiles/?map=xx&lang=fr", "Rien de ce qui vous est ouvert"),
        ("profiles/?map=%00&lang=ar", "NUL"),
        ("nowhere/?lang=fr", "Il n’y a rien à cette adresse."),
        ("terms/none/?lang=fr", "Il n’y a rien à cette adresse."),
        ("terms/?foo=1&lang=ar", "foo"),
        ("terms/?page=99&lang=fr", "Page"),
    ],
)
def test_errors_speak_the_readers_language(path, words, client, world):
    """In words that are not the English ones."""
    said = client.get(f"/api/v1/{path}")
    assert 400 <= said.status_code < 500
    assert words in said.content.decode()
    assert said.json() != client.get(f"/api/v1/{path}".replace("=fr", "=en").replace("=ar", "=en")).json()


def test_one_row_takes_no_filters_and_pages_tell_their_neighbours(client, some):
    assert list(client.get("/api/v1/maps/mtm/?page=1").json()) == ["page"]
    assert list(client.get("/api/v1/?page=1").json()) == ["page"]
    first = client.get("/api/v1/observations/?format=csv&page_size=1")
    assert (
        first["Link"] == '<http://testserver/api/v1/observations/?format=csv&page=2&page_size=1>; rel="next"'
    )
    last = client.get("/api/v1/observations/?page=last&page_size=1").json()
    assert (last["next"], last["count"]) == (None, 2)
    assert client.get("/api/v1/observations/?page=3&page_size=1").status_code == 404


def test_the_description_holds_and_names_parameters_forms_and_errors(db):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    for name in LISTS:
        told = schema["paths"][f"/api/v1/{name}/"]["get"]
        by_name = {each["name"]: each for each in told["parameters"]}
        assert set(by_name) == {*filters_of(name), *ANYWHERE, *OF_LISTS}
        assert {"200", "400", "404", "406"} <= set(told["responses"])
        assert told["responses"]["200"]["content"]["text/csv"]["schema"]["type"] == "string"
        for each in filters_of(name):
            assert by_name[each].get("description"), f"{name}: {each} has no words"


def test_rows_are_what_the_description_says(client_of, some):
    """With texts in all languages and in one; as the staff sees them."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    client = client_of("secretariat")
    for name in LISTS:
        answers = schema["paths"][f"/api/v1/{name}/"]["get"]["responses"]
        told = answers["200"]["content"]["application/json"]["schema"] | {"components": schema["components"]}
        for language in ("", "fr"):
            rows = client.get(f"/api/v1/{name}/", {"lang": language}).json()
            assert not list(Draft202012Validator(told).iter_errors(rows)), name
