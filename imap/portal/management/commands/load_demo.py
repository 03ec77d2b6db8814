"""`manage.py load_demo`: the whole demo. Checked first, then loaded step by step; a second run changes nothing."""

import os
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from imap.core.pagecache import forget_pages
from imap.core.upsert import Tally
from imap.portal.demo.cast import load_cast
from imap.portal.demo.content import Content, read_content
from imap.portal.demo.cooperation import load_cooperation
from imap.portal.demo.delegates import load_delegates
from imap.portal.demo.faults import ContentError
from imap.portal.demo.follows import load_follows
from imap.portal.demo.library import load_library
from imap.portal.demo.maps import load_maps, load_participations
from imap.portal.demo.meetings import load_meetings
from imap.portal.demo.news import load_news
from imap.portal.demo.organisations import load_organisations
from imap.portal.demo.places import load_places
from imap.portal.demo.profiles import Loaded, load_profiles, load_relations
from imap.portal.demo.projects import load_projects
from imap.portal.demo.questionnaires import load_questionnaires, load_terms
from imap.portal.demo.records import load_records
from imap.portal.demo.rounds import compile_accepted, load_rounds
from imap.portal.demo.stages import load_stages
from imap.portal.demo.templates import load_section_templates
from imap.portal.demo.themes import load_themes
from imap.regions.countries import load_countries
from imap.regions.shapes import load_shapes

Step = Callable[[], dict[str, Tally]]


class Command(BaseCommand):
    help = (
        "Load the demo: countries and shapes, regional i-Maps, organisations, places, profiles and accounts. "
        "IMAP_DEMO_PASSWORD sets the accounts' password; unset, new accounts get one that is printed once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError(
                "This is no demo: the command makes accounts with one password. Set IMAP_DEMO=true for a demo."
            )
        started = time.monotonic()
        try:
            content = read_content()
        except ContentError as wrong:
            lines = "\n  ".join(wrong.faults)
            raise CommandError(f"Nothing was loaded. The demo's content has faults:\n  {lines}") from wrong
        total = Tally()
        for title, step in self.steps(content).items():
            total.add(self.run_step(title, step))
        forget_pages()
        self.stdout.write(f"{total} ({time.monotonic() - started:.1f} s)")
        if self.made_up:
            self.stdout.write(f"Password of the demo accounts, shown this once: {self.made_up}")

    made_up: str | None = None

    def steps(self, content: Content) -> dict[str, Step]:
        return {
            "Countries": lambda: {"countries": load_countries()},
            "Shapes and borders": self.shapes,
            "Regional i-Maps and pillars": lambda: {"rows": load_maps(), "themes": load_themes()},
            "Participation": lambda: {"rows": load_participations()},
            "Organisations": lambda: {"rows": load_organisations()},
            "Section templates": lambda: {"templates": load_section_templates()},
            "Routes, hubs and cities": lambda: {"places and legs": load_places(content.places)},
            "Accounts": self.accounts,
            "Meetings": lambda: {"meetings and papers": load_meetings()},
            "Invitations and delegates": lambda: {"invitations and delegates": load_delegates()},
            "Library": lambda: {"publications and files": load_library()},
            "Records of a meeting": lambda: {"records": load_records()},
            "Profiles": lambda: self.profiles(load_profiles(content)),
            "Projects and cooperation": lambda: {"projects": load_projects(), "exchange": load_cooperation()},
            "Related profiles": lambda: {"relations": load_relations(content)},
            "Glossary and questionnaires": lambda: {
                "terms": load_terms(),
                "questionnaires": load_questionnaires(),
            },
            "Rounds": lambda: {"rounds": load_rounds(), "compiled": compile_accepted()},
            "Follows": lambda: {"follows": load_follows()},
            "Editions at each stage": lambda: {"editions": load_stages()},
            "News Centre": load_news,
        }

    def run_step(self, title: str, step: Step) -> Tally:
        started, total = time.monotonic(), Tally()
        with transaction.atomic():
            tallies = step()
        seconds = time.monotonic() - started
        said = "; ".join(f"{name}: {tally}" for name, tally in tallies.items())
        self.stdout.write(f"{title:<28} {seconds:5.1f} s  {said}")
        for tally in tallies.values():
            total.add(tally)
        return total

    def shapes(self) -> dict[str, Tally]:
        try:
            return load_shapes()
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error

    def accounts(self) -> dict[str, Tally]:
        tally, self.made_up = load_cast(os.environ.get("IMAP_DEMO_PASSWORD") or None)
        return {"accounts and roles": tally}

    def profiles(self, loaded: Loaded) -> dict[str, Tally]:
        for key, sections in loaded.outdated.items():
            self.stderr.write(
                f"profiles/{key}.yaml has changed in {', '.join(sections)} since its edition was published. "
                "A published edition never changes: give the file's text to a new edition in the admin."
            )
        return {"profiles": loaded.profiles, "editions": loaded.editions, "sources": loaded.sources}
