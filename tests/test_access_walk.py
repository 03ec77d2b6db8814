"""Every address of the portal, asked by every member of the cast.

A route that is not classified here fails the walk. Whatever the status, the words of a restricted profile (“marmalade”)
never stand in an answer to someone who was not admitted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from profiles.models import Edition, Section, Source
from tests import factories as make
from tests.conftest import CAST, make_cast, make_restricted, make_world

SECRET = "marmalade"
READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}
STAFF = {"secretariat", "prague", "admin"}
TRANSLATORS = {"secretariat", "translator_ar", "admin"}
EVERYONE = set(CAST)
SIGNED_IN = EVERYONE - {"anonymous"}
OF_THE_MAP = {"secretariat", "admin"}
# Who works on an edition under review, and who sees one of its sections to check it.
WORKERS = {"secretariat", "focal_mar", "admin"}
CHECKERS = {"secretariat", "unhcr", "admin"}
# Who has a role in the dialogue, whatever it is: what is kept to its partners is theirs.
PARTNERS = READERS | {"translator_ar"}
OPEN_STATUS = {200, 201, 301, 302}


@dataclass(frozen=True)
class Door:
    """`opens_for`: who gets an answer that is not a refusal. `shows_for`: who may find the secret in it."""

    opens_for: frozenset[str] = frozenset(EVERYONE)
    shows_for: frozenset[str] = frozenset()
    kwargs: dict[str, Any] = field(default_factory=dict)
    query: str = ""


def door(opens_for=EVERYONE, shows_for=(), query="", **kwargs) -> Door:
    return Door(frozenset(opens_for), frozenset(shows_for), kwargs, query)


MTM = {"map_slug": "mtm"}
OWN = [
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_me",
]
DOORS: dict[str, Door] = {
    "healthz": door(),
    "favicon": door(),
    "readyz": door(),
    "root": door(),
    "robots": door(),
    "sitemap": door(),
    # The maps of these pages draw what their reader may see.
    "portal:home": door(shows_for=READERS),
    "portal:about": door(),
    "portal:search": door(
        query=f"q={SECRET}", shows_for=EVERYONE
    ),  # the page repeats the words that were asked for
    "portal:styleguide": door(STAFF, shows_for=READERS),
    "portal:map": door(**MTM, shows_for=READERS),
    "portal_map:countries": door(**MTM),
    "portal_map:country": door(**MTM, iso3="QZZ"),
    "profiles:list": door(**MTM),
    **{f"profiles:{name}": door(**MTM, shows_for=READERS) for name in ("places", "hubs", "cities")},
    "map_still": door(**MTM),
    "locator": door(**MTM, iso3="QZZ"),
    "profiles:profile": door(**MTM, slug="secret", shows_for=READERS),
    "profiles:edition": door(**MTM, slug="secret", number=1, shows_for=READERS),
    "profiles:follow": door(SIGNED_IN, **MTM, slug="secret"),
    "choose_digest": door((), ()),
    "stop_following": door((), token="none"),
    "profiles:route": door(**MTM, slug="hidden-route", shows_for=READERS),
    "profiles:hub": door(**MTM, slug="hidden-hub", shows_for=READERS),
    "profiles:city": door(**MTM, slug="hidden-city", shows_for=READERS),
    "tiles:tile": door(**MTM, layer="routes", z=0, x=0, y=0, shows_for=READERS),
    # Where translators work: those of the map see its draft, in their language, and its secretariat.
    "translations:awaiting": door(TRANSLATORS | {"prague"}, TRANSLATORS),
    "translations:report": door(TRANSLATORS | {"prague"}),
    "translations:edition": door(TRANSLATORS, pk="draft"),
    "translations:head": door((), pk="draft", language="ar"),
    "translations:section": door(TRANSLATORS, TRANSLATORS, pk="draft_section", language="ar"),
    "translations:xliff": door(TRANSLATORS, TRANSLATORS, pk="draft", language="ar"),
    "translations:keep": door((), pk="draft_section", language="ar"),
    "translations:review": door((), pk="draft_section", language="ar"),
    "translations:versions": door(TRANSLATORS, TRANSLATORS, pk="draft_section", language="ar"),
    "translations:bring_back": door((), pk="draft_section", language="ar", version="draft_version"),
    "translations:source": door((), pk="draft_section"),
    "api_schema": door(),
    "api_docs": door(),
    "api-root": door(),
    **{
        f"{name}-list": door(shows_for=READERS if name in ("edition", "route", "source") else ())
        for name in ("map", "country", "organisation", "profile", "edition", "route", "hub", "city", "source")
    },
    "map-detail": door(slug="mtm"),
    "country-detail": door(iso3="QZZ"),
    "organisation-detail": door(code="ORGX"),
    "profile-detail": door(pk="profile"),
    "edition-detail": door(READERS, READERS, pk="edition"),
    "route-detail": door(READERS, READERS, pk="route"),
    "hub-detail": door(READERS, pk="hub"),
    "city-detail": door(READERS, pk="city"),
    "source-detail": door(READERS, READERS, pk="source"),
    # The workspace: an edition under review, of Morocco, and UNHCR's validation of its first section.
    "workspace": door(SIGNED_IN, WORKERS),
    "workspace:desk": door(WORKERS, WORKERS, pk="review"),
    "workspace:endorse": door(WORKERS, WORKERS, pk="review"),
    "workspace:step": door(WORKERS, WORKERS, pk="review", name="publish"),
    "workspace:edition_remark": door(SIGNED_IN, WORKERS, pk="review"),
    "workspace:versions": door({"secretariat", "admin"}, {"secretariat", "admin"}, pk="section"),
    "workspace:restore": door(SIGNED_IN, {"secretariat", "admin"}, pk="version"),
    "workspace:validations": door(SIGNED_IN),
    "workspace:validation": door(CHECKERS, CHECKERS, pk="validation"),
    "workspace:validation_act": door(SIGNED_IN, CHECKERS, pk="validation", verb="take"),
    "workspace:remark_act": door(SIGNED_IN, CHECKERS, pk="remark", verb="resolve"),
    # Sign-in and one's own pages (django-allauth): they hold nothing of profiles.
    **{name: door() for name in OWN},
    # A meeting of the restricted pillar: its card is public, what lies in it is its readers'.
    "meetings:list": door(shows_for=READERS),
    "meetings:meeting": door(slug="closed-meeting", shows_for=READERS),
    "meetings:calendar": door(slug="closed-meeting"),
    "meetings:file": door(READERS, READERS, slug="closed-meeting", pk="meeting_file"),
    # Its delegates: named by Morocco, decided on by the secretariat; their names are known to those two.
    "meetings:participants": door(WORKERS, WORKERS, slug="closed-meeting"),
    "meetings:my_place": door({"focal_mar"}, {"focal_mar"}, slug="closed-meeting"),
    "meetings:my_place_cannot_come": door({"focal_mar"}, slug="closed-meeting"),
    "meetings:my_place_file": door({"focal_mar"}, {"focal_mar"}, slug="closed-meeting", pk="meeting_file"),
    # A personal link opens for whoever has it; here the one of an altered address.
    "meetings:new_link": door(),
    **{
        f"meetings:{name}": door((), token="altered")
        for name in ("personal", "personal_cannot_come", "personal_calendar")
    },
    "meetings:personal_file": door((), token="altered", pk="meeting_file"),
    "delegates:meetings": door(SIGNED_IN, WORKERS),
    "delegates:desk": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "delegates:invite": door(OF_THE_MAP, slug="closed-meeting"),
    "delegates:send": door(OF_THE_MAP, slug="closed-meeting"),
    "delegates:confirm": door((), slug="closed-meeting"),
    "delegates:attendance": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "delegates:attendance_list": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "delegates:badges": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "delegates:import": door(WORKERS, slug="closed-meeting"),
    "delegates:import_take": door((), slug="closed-meeting"),
    "delegates:template": door(WORKERS, slug="closed-meeting", language="ar"),
    "delegates:invitation": door(WORKERS, WORKERS, pk="invitation"),
    "delegates:invitation_edit": door(OF_THE_MAP, OF_THE_MAP, pk="invitation"),
    "delegates:invitation_delete": door(OF_THE_MAP, pk="invitation"),
    "delegates:name": door(WORKERS, pk="invitation"),
    "delegates:decline": door(WORKERS, pk="invitation"),
    "delegates:answer_after_all": door((), pk="invitation"),
    "delegates:edit": door(WORKERS, WORKERS, pk="delegate"),
    "delegates:replace": door(WORKERS, WORKERS, pk="delegate"),
    "delegates:withdraw": door(WORKERS, WORKERS, pk="delegate"),
    "delegates:decide": door(OF_THE_MAP, OF_THE_MAP, pk="delegate"),
    "meetings:summary": door(READERS, READERS, slug="closed-meeting"),
    "meetings:summary_pdf": door(READERS, slug="closed-meeting"),
    "meetings:summary_word": door(READERS, slug="closed-meeting"),
    # Its records at work: those who are named for it, and its secretariat.
    "records:meetings": door(SIGNED_IN, OF_THE_MAP),
    "records:sheet": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "records:rows": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "records:act": door((), slug="closed-meeting"),
    "records:check": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "records:send": door((), slug="closed-meeting"),
    "records:resolve": door((), slug="closed-meeting"),
    "records:release": door(OF_THE_MAP, OF_THE_MAP, slug="closed-meeting"),
    "records:withdraw": door((), slug="closed-meeting"),
    "records:note_takers": door(OF_THE_MAP, slug="closed-meeting"),
    "meeting-list": door(shows_for=READERS),
    "meeting-detail": door(slug="closed-meeting", shows_for=READERS),
    # A paper for readers of the restricted pillar: its card is public, its file and the words in it are its readers'.
    "library:list": door(shows_for=READERS),
    "library:publication": door(slug="closed-paper", shows_for=READERS),
    "library:file": door(READERS, READERS, slug="closed-paper", pk="paper_file"),
    "library:cover": door(READERS, slug="closed-paper", pk="paper_file"),
    **{f"library:{name}": door(slug="closed-paper") for name in ("dublin_core", "bibtex", "ris")},
    "publication-list": door(shows_for=READERS),
    "publication-detail": door(slug="closed-paper", shows_for=READERS),
    # News and events of the restricted pillar, a feed with an entry, and links of the map's restricted texts.
    "newsroom:list": door(shows_for=READERS),
    "newsroom:archive": door(year=2012, shows_for=READERS),
    "newsroom:feed": door(form="atom"),
    "newsroom:by_mail": door(SIGNED_IN),
    "newsroom:item": door(READERS, READERS, slug="closed-item"),
    "events:list": door(shows_for=READERS),
    "events:month": door(shows_for=READERS, year=2031, number=5),
    "events:calendar": door(shows_for=READERS),
    "events:event": door(READERS, READERS, slug="closed-event"),
    "events:event_calendar": door(READERS, READERS, slug="closed-event"),
    "news-list": door(shows_for=READERS),
    "news-detail": door(READERS, READERS, slug="closed-item"),
    "event-list": door(shows_for=READERS),
    "event-detail": door(READERS, READERS, slug="closed-event"),
    "stop_news": door((), token="none"),
    "inbox:list": door(STAFF, OF_THE_MAP),
    "inbox:feeds": door(STAFF, OF_THE_MAP),
    "inbox:entry": door(OF_THE_MAP, OF_THE_MAP, pk="entry"),
    "inbox:act": door((), pk="entry", verb="take"),
    "inbox:ticked": door(()),
    "inbox:feed_act": door((), pk="feed"),
    "inbox:links": door(STAFF, OF_THE_MAP),
    "inbox:link": door(OF_THE_MAP, OF_THE_MAP, pk="link"),
    # Partners, projects (one that is not listed says the secret), and what partners of the dialogue say to each other.
    "portal:partners": door(),
    "portal:partner": door(code="ORGX", shows_for=READERS),
    "projects:list": door(shows_for=OF_THE_MAP),
    "projects:iati": door(shows_for=OF_THE_MAP),
    "projects:project": door(OF_THE_MAP, OF_THE_MAP, slug="secret-project"),
    "projects:project_iati": door(OF_THE_MAP, OF_THE_MAP, slug="secret-project"),
    "project-list": door(shows_for=OF_THE_MAP),
    "project-detail": door(OF_THE_MAP, OF_THE_MAP, slug="secret-project"),
    "expertise-list": door(shows_for=PARTNERS),
    "expertise-detail": door(PARTNERS, PARTNERS, pk="expertise"),
    **{f"{name}-list": door(shows_for=READERS) for name in ("priority", "capacity")},
    **{f"{name}-detail": door(READERS, READERS, pk=name) for name in ("priority", "capacity")},
    "exchange:home": door(shows_for=PARTNERS),
    "exchange:expertise": door(PARTNERS, PARTNERS, pk="expertise"),
    "exchange:lessons": door(pk="released"),
    "exchange:priorities": door(shows_for=READERS),
    "exchange:inventory": door(shows_for=READERS),
    "exchange:cities": door(shows_for=PARTNERS),
    "exchange:roadmap": door(PARTNERS, PARTNERS, pk="roadmap"),
    "cooperation:home": door(WORKERS | {"prague"}, WORKERS),
    "cooperation:expertise_new": door({"focal_mar"}, side="offer"),
    "cooperation:expertise_edit": door(WORKERS, WORKERS, pk="expertise"),
    "cooperation:expertise_open": door((), pk="expertise"),
    "cooperation:priority_new": door({"focal_mar"}),
    "cooperation:priority_edit": door(OF_THE_MAP, OF_THE_MAP, pk="priority"),
    "cooperation:priority_confirm": door((), pk="priority"),
    "cooperation:capacity_new": door({"focal_mar"}),
    "cooperation:capacity_edit": door(OF_THE_MAP, OF_THE_MAP, pk="capacity"),
    "cooperation:capacity_confirm": door((), pk="capacity"),
    "cooperation:roadmap_step": door(OF_THE_MAP, OF_THE_MAP, pk="roadmap_step"),
    "cooperation:request_new": door({"focal_mar"}),
    "cooperation:request": door(WORKERS, WORKERS, pk="request"),
    "cooperation:request_state": door((), pk="request"),
    "cooperation:matches": door(STAFF, OF_THE_MAP),
    "cooperation:propose": door(()),
    "cooperation:exchange": door(WORKERS, WORKERS, pk="exchange"),
    "cooperation:step": door(WORKERS, WORKERS, pk="exchange", name="cancel"),
    "glossary:list": door(shows_for=READERS),
    "term-list": door(shows_for=READERS),
    "term-detail": door(code="secret-term", shows_for=READERS),
    "indicator-list": door(shows_for=READERS),
    "indicator-detail": door(READERS, READERS, code="secret-indicator"),
    "observation-list": door(shows_for=READERS),
    "observation-detail": door(READERS, READERS, pk="observation"),
    # Rounds: the state of the submission and the secretariat of its map; the state is Morocco.
    "collection:answers": door(SIGNED_IN, {"focal_mar"}),
    "collection:submission": door(WORKERS, {"focal_mar"}, pk="submission"),
    "collection:part": door({"focal_mar"}, {"focal_mar"}, pk="submission", number=1),
    "collection:take": door((), pk="submission", number=1),
    "collection:save": door((), pk="submission"),
    "collection:submit": door({"focal_mar"}, {"focal_mar"}, pk="submission"),
    "collection:extension": door((), pk="submission"),
    "collection:print": door(WORKERS, WORKERS, pk="submission"),
    "collection:workbook": door({"focal_mar"}, pk="submission"),
    "collection:upload": door((), pk="submission"),
    "collection:settle": door((), pk="submission"),
    "collection:attachment": door(WORKERS, WORKERS, pk="submission", file="attachment"),
    "collection:attachment_remove": door((), pk="submission", file="attachment"),
    "collection:review": door(OF_THE_MAP, OF_THE_MAP, pk="submission"),
    "collection:decide": door((), pk="submission"),
    "collection:decide_extension": door((), pk="submission"),
    "collection:compile": door((), pk="submission"),
    "collection:difference": door(OF_THE_MAP, OF_THE_MAP, pk="submission"),
    "collection:rounds": door(STAFF, OF_THE_MAP),
    "collection:round_new": door(OF_THE_MAP, OF_THE_MAP, query="questionnaire={questionnaire}"),
    "collection:round": door(OF_THE_MAP, OF_THE_MAP, pk="round"),
    "collection:round_edit": door(OF_THE_MAP, OF_THE_MAP, pk="round"),
    "collection:round_delete": door(OF_THE_MAP, OF_THE_MAP, pk="round"),
    "collection:round_open": door((), pk="round"),
    "collection:round_close": door((), pk="round"),
    "collection:round_states": door((), pk="round"),
    "account_readings": door({"secretariat", "prague", "admin"}, {"secretariat", "admin"}),
    "outbox": door(STAFF, {"secretariat", "admin"}),
    "outbox_letter": door({"secretariat", "admin"}, {"secretariat", "admin"}, pk="letter"),
    "outbox_letter_as_sent": door({"secretariat", "admin"}, {"secretariat", "admin"}, pk="letter"),
    "outbox_send_again": door((), pk="letter"),
    "account_reset_password_from_key": door(uidb36="1", key="x"),
    "mfa_remove_webauthn": door(pk=1),
    "mfa_edit_webauthn": door(pk=1),
}


def routes(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield ":".join(part for part in (namespace, pattern.name or str(pattern.pattern)) if part)


def portal_routes() -> set[str]:
    return {name for name in routes(get_resolver().url_patterns) if not name.startswith("admin:")}


@dataclass(frozen=True)
class Walk:
    cast: dict[str, Any]
    restricted: Any
    secrets: dict[str, Any]


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """Written once: each test goes back to it, and the last leaves nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        cast, restricted = make_cast(world), make_restricted(world)
        yield Walk(cast, restricted, make_secrets(world, restricted, cast))
        transaction.set_rollback(True)


@pytest.fixture
def cast(walk, db) -> dict[str, Any]:
    return walk.cast


@pytest.fixture
def restricted(walk, db) -> Any:
    return walk.restricted


@pytest.fixture
def secrets(walk, db) -> dict[str, Any]:
    return walk.secrets


def make_secrets(world, restricted, cast) -> dict[str, Any]:
    """Restricted things of every kind, each saying “marmalade” or only known by its key."""
    mtm, pillar = world.mtm, world.irregular
    country = make.CountryFactory(iso3="QZZ")
    make.ParticipationFactory(regional_map=mtm, country=country)
    make.EngagementFactory(organisation=make.OrganisationFactory(code="ORGX"), regional_map=mtm)
    route = make.RouteFactory(regional_map=mtm, slug="hidden-route", name_en="Route", description_en=SECRET)
    make.LegFactory(route=route, start_name_en=SECRET)
    hub = make.HubFactory(regional_map=mtm, slug="hidden-hub", country=country)
    city = make.CityFactory(regional_map=mtm, slug="hidden-city", country=country)
    for kind, place in (("route", route), ("hub", hub), ("city", city)):
        make.published_profile(
            SECRET, regional_map=mtm, pillar=pillar, kind=kind, country=None, **{kind: place}
        )
    draft = make.EditionFactory(profile=restricted, number=2, label="2013", state="translation")
    make.write_sections(draft, SECRET, sections=1)
    Section.objects.filter(edition=draft).update(source_language="en", body_ar="")
    validation = make.under_review(SECRET, world.mtm_irregular, cast["unhcr"].organisation)
    return {
        **secrets_of_rounds(world, cast),
        **secrets_of_meetings(world, cast),
        **secrets_of_the_library(world),
        **secrets_of_news(world),
        **secrets_of_cooperation(world, cast),
        "draft": draft.pk,
        "draft_section": draft.sections.get().pk,
        "draft_version": draft.sections.get().versions.create(language="ar", text=SECRET, kind="save").pk,
        "review": validation.section.edition_id,
        "validation": validation.pk,
        "section": validation.section_id,
        "version": validation.section.versions.create(language="en", text=SECRET, kind="save").pk,
        "remark": validation.remarks.create(author=cast["unhcr"], text=SECRET, language="en").pk,
        "profile": restricted.pk,
        "edition": Edition.objects.current().get(profile=restricted).pk,
        "route": route.pk,
        "hub": hub.pk,
        "city": city.pk,
        "letter": make.LetterFactory(
            user=cast["reader_nga"],
            regional_map=mtm,
            subject=SECRET,
            text=SECRET,
            html=SECRET,
            state="given_up",
        ).pk,
        "source": Source.objects.filter(title__contains=SECRET).first().pk,
    }


def secrets_of_rounds(world, cast) -> dict[str, Any]:
    """A round, its submission, an answer with a file, a figure and a definition, each saying “marmalade”."""
    from django.core.files.base import ContentFile

    from profiles.collection.models import Attachment
    from tests.collection import factories as ask

    country = cast["focal_mar"].organisation.country
    questionnaire = ask.QuestionnaireFactory(
        regional_map=world.mtm, pillar=world.irregular, title_en=SECRET, title_ar=SECRET
    )
    question = ask.QuestionFactory(questionnaire=questionnaire, label_en=f"{SECRET}?", label_ar=f"{SECRET}؟")
    round_ = ask.RoundFactory(questionnaire=questionnaire, title_en=SECRET, title_ar=SECRET, title_fr=SECRET)
    submission = ask.SubmissionFactory(round=round_, country=country)
    answer = ask.AnswerFactory(submission=submission, question=question, value=SECRET)
    file = Attachment.objects.create(
        answer=answer, file=ContentFile(SECRET.encode(), "f"), name="f.txt", content_type="text/plain", size=9
    )
    indicator = ask.IndicatorFactory(code="secret-indicator", name_en=SECRET, pillar=world.irregular)
    figure = ask.ObservationFactory(
        dataset=ask.DatasetFactory(map_pillar=world.mtm_irregular), indicator=indicator, note_en=SECRET
    )
    term = ask.TermFactory(code="secret-term")
    ask.NationalDefinitionFactory(
        term=term, definition_en=SECRET, definition_ar=SECRET, map_pillar=world.mtm_irregular
    )
    return {
        "submission": submission.pk, "round": round_.pk, "questionnaire": questionnaire.pk, "attachment": file.pk,
        "observation": figure.pk,
    }  # fmt: skip


def secrets_of_meetings(world, cast) -> dict[str, Any]:
    """A listed meeting whose agenda, papers, visit, decision and participants say “marmalade”, and one that is not listed.

    Morocco is invited; one of its delegates is its focal point in person.
    """
    from meetings.models import DocumentFile
    from tests.meetings.factories import DelegateFactory, InvitationFactory, full_meeting
    from tests.meetings.record_factories import RecordFactory, released

    closed = full_meeting(SECRET, world.mtm_irregular, slug="closed-meeting", affiliation="An office")
    full_meeting(
        SECRET, world.mtm_irregular, "An office", slug="unlisted-meeting", title_en=SECRET, is_listed=False
    )
    invitation = InvitationFactory(
        meeting=closed, organisation=cast["focal_mar"].organisation, message_en=SECRET, message_ar=SECRET
    )
    delegate = DelegateFactory(
        invitation=invitation, name=SECRET, function=SECRET, email=cast["focal_mar"].email, state="confirmed"
    )
    released(meeting=closed, text_en=f"{SECRET} was said", kind="practice")
    RecordFactory(meeting=closed, text_en=f"{SECRET} was typed", state="check")
    return {
        "meeting_file": DocumentFile.objects.get(document__meeting=closed).pk,
        "invitation": invitation.pk,
        "delegate": delegate.pk,
    }


def secrets_of_the_library(world) -> dict[str, Any]:
    """A listed paper for readers whose file says “marmalade” and is named so, and one that is not listed, of a series of its own."""
    from tests.library.factories import SeriesFactory, restricted_paper

    closed = restricted_paper(SECRET, world.mtm_irregular, slug="closed-paper")
    series = SeriesFactory(regional_map=world.mtm, title_en=SECRET)
    restricted_paper(
        SECRET, world.mtm_irregular, slug="unlisted-paper", title_en=SECRET, is_listed=False, series=series
    )
    return {"paper_file": closed.files.get().pk}


def secrets_of_news(world) -> dict[str, Any]:
    """An item, an event, an entry of a feed and a dead link, each saying “marmalade”."""
    from django.utils import timezone

    from imap.core.models import LinkCheck
    from tests.newsroom import factories as news

    pillar = world.irregular
    news.NewsItemFactory(
        regional_map=world.mtm, slug="closed-item", title_en=SECRET, summary_en=SECRET, pillars=[pillar]
    )
    news.EventFactory(regional_map=world.mtm, slug="closed-event", title_en=SECRET, pillars=[pillar])
    feed = news.FeedFactory(regional_map=world.mtm, title=SECRET)
    entry = news.EntryFactory(feed=feed, title=SECRET)
    source = Source.objects.filter(title__contains=SECRET).first()
    link = LinkCheck.objects.create(address=source.url, status="dead", failing_since=timezone.now())
    return {"entry": entry.pk, "feed": feed.pk, "link": link.pk}


def secrets_of_cooperation(world, cast) -> dict[str, Any]:
    """Of Morocco and another state, each row saying “marmalade”; ORGX takes part in what is not public."""
    from meetings.models import Meeting, Participant
    from tests.cooperation import factories as work

    state, city = cast["focal_mar"].organisation, make.CityFactory(regional_map=world.mtm)
    orgx = make.OrganisationFactory(code="ORGX")
    project = work.ProjectFactory(
        regional_map=world.mtm, slug="secret-project", title_en=SECRET, is_listed=False
    )
    work.InvolvementFactory(project=project, organisation=orgx)
    work.ReporterFactory(regional_map=world.mtm)
    work.InvolvementFactory(project__regional_map=world.mtm)  # so that there is a file for everyone
    Participant.objects.create(meeting=Meeting.objects.get(slug="unlisted-meeting"), organisation=orgx)
    ours = {"regional_map": world.mtm, "organisation": state, "title_en": SECRET}
    theirs = {"regional_map": world.mtm, "title_en": SECRET, "side": "need"}
    offer = work.ExpertiseFactory(**ours)
    need = work.ExpertiseFactory(**theirs, is_open=False)
    work.ExpertiseFactory(**theirs)  # an open match of the offer
    pair = {"regional_map": world.mtm, "offer": offer, "need": need}
    exchange = work.ExchangeFactory(**pair)
    exchange.steps.create(step="propose", to_state="proposed", note=SECRET)
    released = work.ExchangeFactory(**pair, state="released", starts="2031-05-01", lessons_en="Lessons.")
    released.evaluations.create(side="offer", rating=4, text=SECRET, language="en")
    request = work.SupportRequestFactory(regional_map=world.mtm, organisation=state, title=SECRET)
    work.RequestMessageFactory(request=request, text=SECRET)
    roadmap = work.RoadmapFactory(city=city, title_en=SECRET)
    return {
        "expertise": offer.pk,
        "exchange": exchange.pk,
        "released": released.pk,
        "request": request.pk,
        "roadmap": roadmap.pk,
        "roadmap_step": work.RoadmapStepFactory(roadmap=roadmap, title_en=SECRET).pk,
        "priority": work.PriorityFactory(
            map_pillar=world.mtm_irregular, organisation=state, text_en=SECRET
        ).pk,
        "capacity": work.CapacityFactory(
            map_pillar=world.mtm_irregular, organisation=state, institution_en=SECRET
        ).pk,
    }


def address(name: str, each: Door, secrets: dict[str, Any]) -> str:
    kwargs = {
        key: secrets.get(value, value) if isinstance(value, str) else value
        for key, value in each.kwargs.items()
    }
    query = each.query.format(**secrets) if "{" in each.query else each.query
    return reverse(name, kwargs=kwargs) + (f"?{query}" if query else "")


def test_every_route_is_classified():
    assert portal_routes() == set(DOORS)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_for_those_it_is_meant_for(name, client_of, secrets):
    each = DOORS[name]
    for who in CAST:
        client = client_of(who)
        client.raise_request_exception = True
        answer = client.get(address(name, each, secrets))
        said = f"{who} at {name}: {answer.status_code}"
        assert answer.status_code < 500, said
        if who not in each.opens_for:
            assert answer.status_code in (302, 403, 404, 405), said
        if who not in each.shows_for:
            assert SECRET.encode() not in answer.getvalue(), said
        elif who in READERS and name.startswith(
            ("profiles:", "edition-detail", "route-detail", "source-detail")
        ):
            assert answer.status_code in OPEN_STATUS, said


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("who", sorted(EVERYONE - READERS))
def test_the_card_says_why_and_how_and_none_of_the_text(who, language, client_of, secrets):
    answer = client_of(who).get(f"/{language}/mtm/profiles/secret/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "States share it in confidence." in page
    assert "Ask your national focal point." in page
    assert SECRET not in page


@pytest.mark.parametrize("who", sorted(EVERYONE - READERS))
def test_the_search_finds_nothing_restricted(who, client_of, secrets):
    page = client_of(who).get(f"/en/search/?q={SECRET}").content.decode()
    assert "/mtm/profiles/secret/" not in page
    assert f"{SECRET} en" not in page


def admin_addresses() -> Iterator[tuple[str, str]]:
    for model in admin.site._registry:
        app, name = model._meta.app_label, model._meta.model_name
        yield f"admin:{app}_{name}_changelist", f"{app}.{name}"


ADMIN_READERS = {"secretariat", "admin"}


@pytest.mark.parametrize("who", sorted(EVERYONE - ADMIN_READERS))
def test_the_admin_shows_nothing_restricted_to_others(who, client_of, secrets):
    client: Client = client_of(who)
    for name, _model in admin_addresses():
        for query in ("", f"?q={SECRET}"):
            answer = client.get(reverse(name) + query)
            assert answer.status_code in (200, 302, 403, 404)
            asked = (f'value="{SECRET}"', f"q={SECRET}", f"q%3D{SECRET}")
            found = answer.content.decode()
            for echo in asked:  # the words that were asked for come back in the form and in links
                found = found.replace(echo, "")
            assert SECRET not in found, f"{who} at {name}{query}"
            assert "hidden-route" not in found, f"{who} at {name}{query}"


@pytest.mark.parametrize("who", sorted(EVERYONE - ADMIN_READERS))
def test_change_pages_of_restricted_things_do_not_exist_for_others(who, client_of, secrets, restricted):
    client: Client = client_of(who)
    section = Section.objects.filter(edition__profile=restricted).first()
    rows = {
        "profiles_profile": restricted.pk,
        "profiles_edition": secrets["edition"],
        "profiles_route": secrets["route"],
        "profiles_hub": secrets["hub"],
        "profiles_city": secrets["city"],
        "profiles_source": secrets["source"],
        "profiles_section": section.pk,
    }
    for name, key in rows.items():
        for page in ("change", "history", "delete"):
            try:
                url = reverse(f"admin:{name}_{page}", args=[key])
            except NoReverseMatch:  # a model that has no admin page of its own has no door either
                continue
            answer = client.get(url, follow=True)
            assert SECRET not in answer.content.decode(), f"{who} at {url}"
            assert answer.redirect_chain or answer.status_code in (302, 403, 404), f"{who} at {url}"
