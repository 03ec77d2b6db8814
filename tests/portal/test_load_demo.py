"""The demo as a whole: loaded once for all of these questions, and taken back afterwards."""

import io
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from accounts.models import Engagement, Organisation, User
from imap.core.translation import LANGUAGES, texts_of
from imap.library.models import Contribution, Publication, PublicationFile
from imap.newsroom.models import Event, NewsItem
from imap.portal.demo.cast import load_cast
from imap.portal.demo.content import Content, read_content
from imap.portal.demo.faults import ContentError
from imap.portal.demo.files import HERE, PLACES, PROFILES, facts
from imap.portal.demo.meetings import slug_of
from imap.portal.demo.plan import countries_with_profile, places_with_profile
from imap.portal.demo.profiles import load_profiles
from imap.portal.demo.stages import STAGES
from imap.portal.workspace import PROVIDERS
from imap.regions.models import Country, CountryGroup, MapPillar, Participation, RegionalMap, Theme
from meetings.chatham.review import review, table_for
from meetings.models import DocumentFile, Meeting
from profiles.awaiting import awaiting
from profiles.collection.awaiting import awaiting as rounds_awaiting
from profiles.collection.models import Answer, Round, SectionOrigin, Submission
from profiles.indicators.models import Observation
from profiles.models import Citation, Edition, Hub, Leg, Profile, Section, SectionTemplate, Validation

PASSWORD = "a-password-for-tests"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def load(**environment: str) -> str:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, override_settings(PASSWORD_HASHERS=QUICK):
        patch.delenv("IMAP_DEMO_PASSWORD", raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        call_command("load_demo", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """What the first run said; its rows stand until the last test of this module is through."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(IMAP_DEMO_PASSWORD=PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def again(demo: str) -> Iterator[str]:
    """The database as the first run left it, to be changed and put back."""
    with transaction.atomic():
        yield demo
        transaction.set_rollback(True)


def versions() -> dict[str, str]:
    """Every row version of every table: an update that changes nothing would show too."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT count(*), md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM \"{table}\""
            )
            found[table] = str(cursor.fetchone())
    return found


def test_a_second_run_changes_nothing_and_says_so(again):
    before = versions()
    said = load(IMAP_DEMO_PASSWORD=PASSWORD)
    changed = {table for table, version in versions().items() if version != before[table]}
    assert changed == set()
    assert said.splitlines()[-1].startswith("nothing changed")
    assert "profiles_sectionevent" in before


def test_all_share_one_vocabulary_of_themes(demo):
    themes = {theme.code: texts_of(theme, "name") for theme in Theme.objects.all()}
    assert "border" in themes
    assert "border-management" not in themes
    for language in LANGUAGES:
        assert len({names[language] for names in themes.values()}) == len(themes)
    said = {"warsaw-2007": {"mixed-flows", "border"}, "alexandria-2003-06": set()}
    for slug, codes in said.items():
        assert set(Meeting.objects.get(slug=slug).themes.values_list("code", flat=True)) == codes
    assert Publication.objects.filter(themes__code="border", slug="joint-assessment-2006").exists()
    assert NewsItem.objects.filter(themes__code="diaspora", slug="inventory-2010").exists()
    assert Event.objects.filter(themes__code="diaspora", slug="taroudant-workshop-2011").exists()


def test_every_step_says_how_long_it_took(demo):
    lines = demo.splitlines()
    assert len(lines) == 21
    assert all(" s  " in line for line in lines[:-1])


def test_the_53_profiles_of_june_2012_and_the_thematic_one(demo):
    mtm = Profile.objects.filter(regional_map__slug="mtm")
    for row in facts("profile_counts_june_2012"):
        assert mtm.filter(pillar__numeral=row["pillar"], kind=row["kind"]).count() == int(row["profiles"])
    assert mtm.exclude(kind__in=["thematic", "city"]).count() == 53
    assert set(mtm.filter(kind="city").values_list("slug", flat=True)) == {"tunis-city", "tangier-city"}
    assert set(mtm.filter(kind="thematic").values_list("slug", flat=True)) == {"remittances"}
    assert mtm.filter(slug="morocco-migration-and-development").exists()
    assert mtm.filter(slug="west-africa-route").exists()
    assert mtm.filter(slug="agadez-hub").exists()


def test_the_selection_of_pillar_i_is_said_to_be_the_portals_own(demo):
    descriptions = texts_of(RegionalMap.objects.get(slug="mtm"), "description")
    assert "the selection shown here is the portal’s own" in descriptions["en"]
    assert all("28" in description for description in descriptions.values())


def test_written_profiles_are_published_and_the_others_stand_with_empty_sections(demo):
    files = read_content().files
    for wanted, file in files.items():
        profile = profile_of(wanted)
        edition = profile.editions.get(number=file.edition["number"])
        assert edition.published_on == file.edition["published_on"]
        assert edition.state == (
            Edition.State.WITHDRAWN if profile.slug == "sebha-hub" else Edition.State.PUBLISHED
        )
        assert edition.languages == sorted(LANGUAGES)
    unwritten = Profile.objects.exclude(editions__state=Edition.State.PUBLISHED)
    assert unwritten.count() == Profile.objects.count() - len(files)
    for profile in unwritten:
        (draft,) = profile.editions.all()
        assert draft.is_draft
        assert draft.sections.count() == (6 if draft.profile.kind == "city" else 7)
        compiled = SectionOrigin.objects.filter(section__edition=draft).values("section")
        sections = draft.sections.exclude(pk__in=compiled)
        assert not any(texts_of(section, "body")["en"] for section in sections)


def profile_of(wanted):
    places = {
        "country": "country__iso3",
        "route": "route__slug",
        "hub": "hub__slug",
        "city": "city__slug",
        "thematic": "slug",
    }
    return Profile.objects.get(
        regional_map__slug=wanted.map,
        pillar__numeral=wanted.pillar,
        kind=wanted.kind,
        **{places[wanted.kind]: wanted.place},
    )


def test_nothing_of_mtms_first_pillar_is_public(demo):
    pair = MapPillar.objects.get(regional_map__slug="mtm", pillar__numeral="I")
    written = Edition.objects.current().filter(profile__map_pillar=pair)
    assert written.exists(), "without a restricted text this asks nothing"
    assert not Profile.objects.published().filter(map_pillar=pair).exists()
    visitor = AnonymousUser()
    assert not Edition.objects.visible_to(visitor).filter(profile__map_pillar=pair).exists()
    assert not Section.objects.visible_to(visitor).filter(edition__profile__map_pillar=pair).exists()
    assert not Leg.objects.visible_to(visitor).exists()
    assert not Hub.objects.visible_to(visitor).exists()
    assert Profile.objects.published().filter(regional_map__slug="prague", pillar__numeral="I").count() == 1


def test_access_belongs_to_the_pair_and_says_why(demo):
    rows = {
        (row.regional_map.slug, row.pillar.numeral): row
        for row in MapPillar.objects.select_related("regional_map", "pillar")
    }
    assert {pair for pair, row in rows.items() if not row.is_public} == {
        ("mtm", "I"),
        ("silk-routes", "I"),
        ("rabat", "I"),
    }
    assert all(all(texts_of(row, "reason").values()) for row in rows.values() if not row.is_public)


@pytest.mark.parametrize(
    ("slug", "languages"),
    [("mtm", ["ar", "en", "fr"]), ("silk-routes", ["en"]), ("prague", ["en"]), ("rabat", ["en", "fr"])],
)
def test_a_map_speaks_its_own_languages_and_disclaims_in_three(demo, slug, languages):
    regional_map = RegionalMap.objects.get(slug=slug)
    assert regional_map.languages == languages
    for field in ("description", "how_to_ask"):
        assert [code for code, text in texts_of(regional_map, field).items() if text] == languages
    assert all(texts_of(regional_map, "disclaimer").values())


def test_the_maps_countries_fit(demo):
    for regional_map in RegionalMap.objects.all():
        west, south, east, north = regional_map.extent
        for country in Country.objects.of_map(regional_map).select_related("shape"):
            lon, lat = country.shape.label.coords
            assert west < lon < east, country
            assert south < lat < north, country


def test_every_mark_of_the_table_has_its_certainty(demo):
    columns = {"mtm": "mtm", "silk_routes": "silk-routes", "prague": "prague", "rabat": "rabat"}
    wanted = {
        (slug, row["iso3"] or row["name"]): "uncertain" if row[column] == "uncertain" else row["certainty"]
        for row in facts("countries")
        for column, slug in columns.items()
        if row[column] != "no"
    }
    names = {"XKX": "Kosovo*", None: "EU 27 (2012)"}
    found = {
        (row.regional_map.slug, names.get(iso3 := row.country and row.country.iso3, iso3)): row.certainty
        for row in Participation.objects.select_related("regional_map", "country")
    }
    assert found == wanted
    uncertain = Participation.objects.filter(certainty=Participation.Certainty.UNCERTAIN)
    assert uncertain.count() == 12
    assert all(all(texts_of(row, "note").values()) for row in uncertain)


def test_participations_are_dated_and_have_their_role(demo):
    algeria = Participation.objects.filter(country__iso3="DZA")
    assert algeria.get(regional_map__slug="rabat").role == Participation.Role.OBSERVER
    assert algeria.get(regional_map__slug="mtm").role == Participation.Role.PARTNER
    assert algeria.get(regional_map__slug="mtm").since == date(2002, 1, 1)
    assert algeria.get(regional_map__slug="rabat").since is None


def test_the_group_of_2012(demo):
    group = CountryGroup.objects.get(slug="eu27-2012")
    assert group.memberships.count() == 27
    assert group.memberships.on(date(2012, 6, 30)).count() == 27
    assert group.memberships.on(date(2021, 1, 1)).count() == 26
    assert not group.countries.filter(iso3="HRV").exists()
    assert Participation.objects.filter(group=group).count() == 4


def test_organisations_and_what_they_are(demo):
    mtm = Engagement.objects.filter(regional_map__slug="mtm")
    assert mtm.filter(kind="partner_state").count() == len(facts("partner_states"))
    assert mtm.filter(kind="partner_agency").count() == len(facts("agencies"))
    assert mtm.filter(kind="donor").count() == len(facts("donors_to_2012"))
    assert mtm.filter(kind="observer").count() == len(facts("observers")) - 2, "two are donor and host"
    assert set(mtm.filter(organisation__code="CARITAS").values_list("kind", flat=True)) == {
        "donor",
        "observer",
    }
    assert mtm.get(organisation__code="KEN", kind="partner_state").joined == 2011
    assert all(all(texts_of(organisation, "name").values()) for organisation in Organisation.objects.all())
    secretariats = Engagement.objects.filter(kind="secretariat")
    assert set(secretariats.values_list("regional_map__slug", flat=True)) == {
        "mtm", "silk-routes", "prague", "rabat"
    }  # fmt: skip


def test_section_templates(demo):
    counts = {
        (kind, numeral): SectionTemplate.objects.filter(kind=kind, pillar__numeral=numeral).count()
        for kind, numeral in [("country", "I"), ("country", "II")]
    }
    assert counts == {("country", "I"): 7, ("country", "II"): 7}
    assert set(SectionTemplate.objects.values_list("regional_map", flat=True)) == {None}
    for template in SectionTemplate.objects.all():
        assert all(texts_of(template, "heading").values()), template
        assert all(texts_of(template, "guidance").values()), template
    asylum = SectionTemplate.objects.get(kind="country", code="asylum")
    assert [agency.code for agency in asylum.validated_by.all()] == ["UNHCR"]
    for city in SectionTemplate.objects.filter(kind="city"):
        assert {agency.code for agency in city.validated_by.all()} == {"UCLG", "UN-HABITAT"}


def test_hubs_are_illustrative_and_routes_have_legs(demo):
    assert Hub.objects.filter(is_illustrative=True).count() == 7
    assert Leg.objects.values("route").distinct().count() == 5


def test_an_older_edition_can_be_read(demo):
    profile = Profile.objects.get(slug="morocco-migration-and-development")
    first, second = profile.editions.order_by("number")[:2]
    assert (first.label, first.state) == ("2011", Edition.State.SUPERSEDED)
    assert (second.label, second.state) == ("2012", Edition.State.PUBLISHED)
    written = [section.template.code for section in first.sections.all() if section.body_en]
    assert written == ["overview"]
    assert not any(texts_of(first, "change_note").values())
    assert all(texts_of(second, "change_note").values())
    assert Edition.objects.visible_to(AnonymousUser()).filter(pk=first.pk).exists()


def test_citations_have_the_numbers_of_the_file(demo):
    file = next(file for wanted, file in read_content().files.items() if wanted.key == "mtm/II/country-mar")
    section = file.sections[0]
    kept = Citation.objects.filter(
        section__edition__profile__slug="morocco-migration-and-development",
        section__edition__number=2,
        section__template__code=section["code"],
    )
    assert [citation.source.url for citation in kept.order_by("number")] == [
        file.sources[key]["url"] for key in section["sources"]
    ]


def test_related_profiles(demo):
    morocco = Profile.objects.get(slug="morocco-migration-and-development")
    assert {other.slug for other in morocco.related.all()} == {
        "morocco-irregular-and-mixed-migration",
        "tangier-city",
    }
    agadez = Profile.objects.get(slug="agadez-hub")
    assert {"niger-irregular-and-mixed-migration", "central-mediterranean-route"} <= {
        other.slug for other in agadez.related.all()
    }


@pytest.mark.parametrize(
    ("email", "reads_mtm", "reads_prague"),
    [
        ("secretariat", True, True),
        ("focal.mar", True, True),
        ("reader.nga", True, True),
        ("unhcr", True, True),
        ("translator.ar", True, True),
        ("reader.alb", False, True),
        ("prague", False, True),
    ],
)
def test_the_cast_reads_what_it_was_admitted_to(demo, email, reads_mtm, reads_prague):
    user = User.objects.get(email=f"{email}@example.org")
    read = Profile.objects.readable_by(user).with_published_edition().filter(pillar__numeral="I")
    assert read.filter(regional_map__slug="mtm").exists() is reads_mtm
    assert read.filter(regional_map__slug="prague").exists() is reads_prague


@pytest.mark.parametrize(
    ("email", "reads"),
    [("reader.alb", True), ("prague", True), ("reader.nga", False), ("secretariat", False), (None, False)],
)
def test_one_profile_of_prague_is_kept_for_named_readers(demo, email, reads):
    user = User.objects.get(email=f"{email}@example.org") if email else AnonymousUser()
    kept = Profile.objects.filter(regional_map__slug="prague", slug="working-method")
    assert kept.on_lists_of(user).exists(), "its card is public"
    assert Edition.objects.visible_to(user).filter(profile__in=kept).exists() is reads


def test_accounts_can_sign_in(demo):
    with override_settings(PASSWORD_HASHERS=QUICK):
        users = User.objects.filter(email__endswith="@example.org")
        assert users.count() == 12
        assert all(user.check_password(PASSWORD) for user in users)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 12
    assert set(users.filter(is_staff=True).values_list("email", flat=True)) == {
        "admin@example.org", "secretariat@example.org", "prague@example.org"
    }  # fmt: skip
    assert User.objects.get(email="focal.mar@example.org").preferred_language == "ar"


@override_settings(PASSWORD_HASHERS=QUICK)
def test_passwords_are_kept_unless_another_is_asked_for(again):
    _tally, made_up = load_cast(None)
    assert made_up is None
    assert User.objects.get(email="iom@example.org").check_password(PASSWORD)
    load_cast("another-password")
    assert User.objects.get(email="iom@example.org").check_password("another-password")


@override_settings(PASSWORD_HASHERS=QUICK)
def test_a_new_account_gets_a_password_that_is_shown_once(again):
    User.objects.get(email="translator.fr@example.org").delete()
    said = load().splitlines()[-1]
    assert said.startswith("Password of the demo accounts, shown this once: ")
    assert User.objects.get(email="translator.fr@example.org").check_password(said.split()[-1])
    assert User.objects.get(email="iom@example.org").check_password(PASSWORD)


def rewritten(folder: Path, key: str, document: dict) -> Content:
    """The demo's content with one profile's file written anew."""
    profiles = shutil.copytree(PROFILES, folder / "profiles")
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    (profiles / f"{key}.yaml").write_text(text, encoding="utf-8")
    return read_content(profiles=profiles)


def tunisia() -> dict:
    return yaml.safe_load((PROFILES / "mtm/II/country-tun.yaml").read_text(encoding="utf-8"))


def test_a_file_that_arrives_later_fills_the_draft_and_publishes_it(again, tmp_path):
    profile = Profile.objects.get(slug="ethiopia-migration-and-development")
    assert profile.editions.get().is_draft
    content = rewritten(tmp_path, "mtm/II/country-eth", tunisia() | {"place": "ETH"})
    assert load_profiles(content).editions.created == 1
    edition = profile.editions.get()
    assert edition.state == Edition.State.PUBLISHED
    assert all(section.body_en for section in edition.sections.all())


def test_a_changed_file_leaves_the_published_edition_alone_and_is_named(again, tmp_path):
    document = tunisia()
    document["sections"][2]["body"]["en"] += "<p>Written afterwards.</p>"
    loaded = load_profiles(rewritten(tmp_path, "mtm/II/country-tun", document))
    assert loaded.outdated == {"mtm/II/country-tun": ["transnationalism"]}
    assert not Section.objects.filter(body_en__contains="Written afterwards.").exists()


BROKEN = {
    "unknown key": (lambda d: d.update(colour="red"), "file: unknown key “colour”"),
    "missing language": (lambda d: d["summary"].pop("ar"), "summary: “ar” is missing"),
    "empty language": (
        lambda d: d["sections"][1]["body"].update(fr=" "),
        "sections.migration.body.fr: is empty or no text",
    ),
    "cited beyond": (
        lambda d: d["sections"][1]["body"].update(en="<p>Text. [1] [99]</p>"),
        "sections.migration.body.en: cites [99], beyond its",
    ),
    "other numbers": (
        lambda d: d["sections"][1]["body"].update(en="<p>Text.</p>"),
        "sections.migration.body: does not cite the same sources",
    ),
    "unknown source": (
        lambda d: d["sections"][1]["sources"].append("nowhere"),
        "sections.migration.sources: “nowhere” is not among",
    ),
    "not closed": (
        lambda d: d["sections"][1]["body"].update(en="<p>Text."),
        "sections.migration.body.en: <p> is not closed",
    ),
    "not let in": (
        lambda d: d["sections"][1]["body"].update(en="<script>x</script>"),
        "sections.migration.body.en: <script> is not let in",
    ),
    "no date": (lambda d: d["edition"].update(as_of="June"), "edition.as_of: “June” is no date"),
    "wrong number": (lambda d: d["edition"].update(number=3), "edition.number: should be 1"),
    "sections out of order": (lambda d: d["sections"].reverse(), "sections: should be overview, migration"),
    "wrong place": (lambda d: d.update(place="DZA"), "place: the file should be mtm/II/country-dza.yaml"),
    "no address": (
        lambda d: next(iter(d["sources"].values())).update(url="javascript:x"),
        ".url: is no address of the web",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_named_with_its_file_and_key(tmp_path, fault):
    break_it, message = BROKEN[fault]
    path = tmp_path / "mtm" / "II" / "country-tun.yaml"
    path.parent.mkdir(parents=True)
    document = tunisia()
    break_it(document)
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(profiles=tmp_path)
    assert any(line.startswith("country-tun.yaml: ") and message in line for line in caught.value.faults)


def test_a_fault_in_the_places_is_named(tmp_path):
    document = yaml.safe_load(PLACES.read_text(encoding="utf-8"))
    document["routes"][0]["legs"][0]["mode"] = "rail"
    document["hubs"][0]["lat"] = 91
    path = tmp_path / "places.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_content(profiles=tmp_path / "none", places=path)
    assert caught.value.faults == [
        "places.yaml: routes.west-africa.legs.1.mode: “rail” is none of land, sea, air",
        "places.yaml: hubs.agadez.lat: “91” is no coordinate between -90 and 90",
    ]


def test_a_file_that_cannot_be_parsed_is_named(tmp_path):
    path = tmp_path / "country-xyz.yaml"
    path.write_text("map: [mtm", encoding="utf-8")
    with pytest.raises(ContentError, match=r"country-xyz\.yaml: file: "):
        read_content(profiles=tmp_path)


@pytest.mark.django_db
def test_with_a_fault_nothing_is_loaded(monkeypatch):
    def wrong() -> None:
        raise ContentError(["profiles/x.yaml: summary: is empty or no text"])

    monkeypatch.setattr("imap.portal.management.commands.load_demo.read_content", wrong)
    with pytest.raises(CommandError, match=r"profiles/x\.yaml: summary"):
        call_command("load_demo", stdout=io.StringIO())
    assert not RegionalMap.objects.exists()


def test_a_city_has_a_public_profile_that_uclg_and_un_habitat_answer_for(demo, client):
    page = client.get("/en/mtm/profiles/tangier-city/").content.decode()
    assert "TangerAccueil" in page
    for agency in ("UCLG", "UN-HABITAT"):
        assert "/mtm/profiles/tangier-city/" in client.get(f"/en/partners/{agency}/").content.decode()
    assert "/mtm/profiles/tangier-city/" in client.get("/en/mtm/countries/MAR/").content.decode()


def test_every_file_of_a_profile_belongs_to_a_wanted_one():
    content = read_content()
    wanted = set(countries_with_profile()) | set(places_with_profile(content.places))
    assert len([each for each in wanted if each.map == "mtm" and each.kind != "city"]) == 53
    assert {each for each in content.files if each.kind != "thematic"} <= wanted
    assert len(content.files) == len(list(Path(HERE, "profiles").rglob("*.yaml")))


def test_an_edition_stands_at_each_stage(demo):
    states = set(Edition.objects.values_list("state", flat=True))
    assert states == set(Edition.State)
    assert Edition.objects.filter(publish_at__isnull=False).count() == 1
    for slug in STAGES:
        assert (
            Profile.objects.get(regional_map__slug="mtm", slug=slug).editions.filter(label="2013").exists()
        ), slug


def test_agencies_are_at_different_points(demo):
    edition = Edition.objects.get(profile__slug="niger-irregular-and-mixed-migration", state="validation")
    rows = {
        (row.agency.code, row.section.code): row
        for row in Validation.objects.filter(section__edition=edition)
    }
    assert rows["UNHCR", "reception"].asks_for_a_change
    assert rows["UNHCR", "asylum"].is_overdue
    assert rows["FRONTEX", "detection"].is_stale
    assert rows["EUROPOL", "smuggling_trafficking"].verdict == "confirmed"
    assert not rows["IOM", "return"].verdict
    assert rows["IOM", "return"].taken_by.email == "iom@example.org"
    assert not rows["UNODC", "smuggling_trafficking"].verdict


def test_the_focal_point_of_morocco_has_an_edition_to_endorse(demo):
    focal = User.objects.get(email="focal.mar@example.org")
    assert "اعتمدها، أو أعدها مع ملاحظاتك" in [task.title for task in arabic(lambda: awaiting(focal))]


def test_rounds_stand_at_each_stage_beside_the_editions(demo):
    states = set(Submission.objects.filter(round__in=Round.objects.running()).values_list("state", flat=True))
    assert states == set(Submission.State)
    assert Round.objects.filter(opened_at=None).exists()
    assert Round.objects.filter(closed_at__isnull=False).exists()
    origins = SectionOrigin.objects.values_list("section__edition__profile__slug", flat=True)
    assert set(origins) == {"nigeria-irregular-and-mixed-migration"}
    assert not set(origins) & set(STAGES)


@pytest.mark.parametrize(
    ("who", "beginnings"),
    [
        ("focal.mar", {"Complete the answers"}),
        (
            "secretariat",
            {"Decide on more time", "Read the answers", "States are answering", "Open the round"},
        ),
    ],
)
def test_rounds_await_their_people(demo, who, beginnings):
    titles = [task.title for task in rounds_awaiting(User.objects.get(email=f"{who}@example.org"))]
    for words in beginnings:
        assert any(title.startswith(words) for title in titles), words
    assert all(any(title.startswith(words) for words in beginnings) for title in titles), titles


@pytest.mark.parametrize(
    "who",
    ["secretariat", "focal.mar", "focal.sen", "unhcr", "frontex", "iom", "translator.ar", "translator.fr"],
)
def test_something_awaits_everyone_whom_the_tour_sends_to_work(who, demo):
    user = User.objects.get(email=f"{who}@example.org")
    assert [task for provider in PROVIDERS for task in provider(user) if task.kind == "do"]


def test_an_accepted_states_draft_is_made_of_its_own_answers(demo):
    """In its own language, and of no figure that nobody counted."""
    sections = Section.objects.filter(
        edition__profile__slug="nigeria-irregular-and-mixed-migration", origins__isnull=False
    ).distinct()
    texts = {section.code: section.source_text for section in sections}
    assert {section.source_language for section in sections} == {"en"}
    assert all("Specimen" in text for text in texts.values())
    submitted = Answer.objects.filter(submission__country__iso3="TUN").values_list("value", flat=True)
    of_tunisia = {value for value in submitted if isinstance(value, str) and len(value) > 20}
    assert of_tunisia
    assert not any(value in text for value in of_tunisia for text in texts.values())
    assert not Observation.objects.filter(country__iso3="NGA", value__isnull=False).exists()


def arabic(ask):
    with translation.override("ar"):
        return ask()


def test_the_20_known_meetings_say_what_the_table_says_and_no_more(demo):
    known = {row.slug: row for row in Meeting.objects.known()}
    rows = facts("meetings")
    assert len(known) == len(rows) == 20
    for row in rows:
        meeting = known[slug_of(row)]
        assert (meeting.starts, meeting.date_precision) == (row["starts"], row["date_precision"])
        assert meeting.ends == (row["ends"] if row["ends"] != row["starts"] else "")
        assert meeting.country.iso3 == row["country_iso3"]
        assert meeting.title_en == row["title"]
        numerals = set(meeting.pillars.values_list("numeral", flat=True))
        assert numerals == {"both": {"I", "II"}, "": set()}.get(row["pillar"], {row["pillar"]})
        assert all(texts_of(meeting, "title").values())
        assert all(texts_of(meeting, "city_name").values())
        notes = [
            *texts_of(meeting, "note").values(),
            *(visit.place_en for visit in meeting.site_visits.all()),
        ]
        assert any(notes) == bool(row["note"])
        assert all(texts_of(meeting, "note").values()) or not any(texts_of(meeting, "note").values())


def test_one_meeting_to_come_is_marked_as_a_demonstration(demo):
    meeting = Meeting.objects.get(is_demonstration=True, status=Meeting.Status.PLANNED)
    assert meeting.is_planned
    assert meeting.period.days[0] > date.today()
    assert meeting.sessions.count() == 3
    assert {file.language for file in DocumentFile.objects.filter(document__meeting=meeting)} == set(
        LANGUAGES
    )
    visitor = AnonymousUser()
    assert Meeting.objects.visible_to(visitor).count() == 22
    assert not Meeting.objects.readable_by(visitor).contains(meeting)
    for who in ("reader.nga", "focal.mar", "secretariat"):
        user = User.objects.get(email=f"{who}@example.org")
        assert Meeting.objects.readable_by(user).contains(meeting), who
    for who in ("reader.alb", "prague"):
        assert not Meeting.objects.readable_by(User.objects.get(email=f"{who}@example.org")).contains(
            meeting
        ), who


def test_every_title_that_the_paper_names_stands_on_the_shelves_with_what_is_known(demo):
    rows = {row.title_en: row for row in Publication.objects.filter(is_demonstration=False)}
    known = facts("publications")
    assert set(rows) == {fact["title"] for fact in known}
    for fact in known:
        row = rows[fact["title"]]
        assert (row.published, row.pages) == (fact["year"], int(fact["pages"]) if fact["pages"] else None)
        assert (row.series.title_en if row.series else "") == fact["series"]
        numerals = set(row.pillars.values_list("numeral", flat=True))
        assert numerals == {"both": {"I", "II"}}.get(fact["pillar"], {fact["pillar"]})
        assert all(texts_of(row, "title").values())
        assert len({bool(text) for text in texts_of(row, "abstract").values()}) == 1
        assert not any((row.publisher, row.isbn, row.issn, row.doi, row.files.exists()))
        partners = row.contributions.filter(role=Contribution.Role.PARTNER)
        named = {code.lower() for code in partners.values_list("organisation__code", flat=True)}
        in_words = {row.partners_note_en} if row.partners_note_en else set()
        assert named | in_words == {
            part if part in in_words else part.lower() for part in fact["partners"].split(";") if part
        }
    assert [
        row.number for row in Publication.objects.filter(series__isnull=False).order_by("published")
    ] == list("1234")


def test_the_library_has_files_of_the_portals_own_to_read_and_to_guard(demo):
    assert set(
        PublicationFile.objects.values_list("publication__is_demonstration", "text_state", "text_note")
    ) == {(True, "read", "")}
    assert all(PublicationFile.objects.values_list("cover", flat=True))
    visitor = AnonymousUser()
    seen = {row.publication.slug for row in PublicationFile.objects.visible_to(visitor)}
    assert seen == {"demonstration-reading-a-library"}
    for who, count in (("reader.nga", 4), ("reader.alb", 2), ("secretariat", 4), ("prague", 2)):
        user = User.objects.get(email=f"{who}@example.org")
        assert PublicationFile.objects.visible_to(user).count() == count, who


def test_a_held_demonstration_has_records_to_write_to_check_and_released(demo):
    meeting = Meeting.objects.get(slug="demonstration-records-meeting")
    assert not Meeting.objects.known().contains(meeting)
    states = Counter(meeting.records.values_list("state", flat=True))
    assert states == {"released": 4, "check": 7, "draft": 2}
    checked = review(meeting.records.filter(state="check").prefetch_related("accepted"), table_for(meeting))
    assert {point.finding.language for each in checked for point in each.open} == set(LANGUAGES)
    assert sum(each.is_clear for each in checked) == 3


def test_every_project_of_the_facts_stands_with_its_dates_and_no_budget(demo):
    from meetings.cooperation.models import Project

    for row in facts("projects"):
        project = Project.objects.get(code=row["code"])
        assert (project.starts, project.ends, project.budget) == (row["starts"], row["ends"], None)
        assert {each.iso3 for each in project.countries.all()} == set(filter(None, row["places"].split(";")))
        assert project.title_ar
        assert project.title_fr
    assert Project.objects.filter(is_demonstration=True).count() == 1


def test_exchanges_stand_at_each_stage_and_give_people_something_to_do(demo):
    from accounts.models import User
    from meetings.cooperation.awaiting import awaiting
    from meetings.cooperation.exchanging import ENDED, State
    from meetings.cooperation.models import Exchange, Expertise

    found = set(Exchange.objects.values_list("state", flat=True))
    assert found >= {State.PROPOSED, State.AGREED, State.PLANNED, State.HELD, State.EVALUATED, *ENDED[:2]}
    assert not Expertise.objects.filter(is_demonstration=False).exists()
    for who in ("focal.mar", "focal.sen", "secretariat"):
        tasks = awaiting(User.objects.get(email=f"{who}@example.org"))
        assert [task for task in tasks if task.kind == "do"], who


def test_the_document_speaks_of_45_states_and_the_list_has_46(demo):
    from accounts.models import Engagement
    from meetings.cooperation.models import PartnersNote

    assert PartnersNote.objects.get().states == 45
    listed = Engagement.objects.filter(regional_map__slug="mtm", kind="partner_state", joined__isnull=False)
    assert listed.count() == 46


def test_the_iati_export_of_the_demo_is_valid_and_says_which_days_are_not_known(demo, client):
    from lxml import etree

    from meetings.cooperation.iati import OWN
    from tests.cooperation.test_projects import SCHEMA

    tree = etree.fromstring(client.get("/en/projects/iati.xml").content)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(tree)
    assert len(tree.findall("iati-activity")) == len(facts("projects")) + 1
    assert tree.findall(f"{{{OWN}}}project") == []
    rough = [each for each in tree.iter("activity-date") if each.get(f"{{{OWN}}}known")]
    assert {each.get(f"{{{OWN}}}known") for each in rough} == {
        row[end] for row in facts("projects") for end in ("starts", "ends") if row[end]
    }
    assert all(len(each.findall("narrative")) == 3 for each in rough)
