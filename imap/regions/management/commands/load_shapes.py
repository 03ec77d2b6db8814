"""`manage.py load_shapes`: the world's countries, their names, shapes and borders. May be run again at any time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from imap.core.pagecache import forget_pages
from imap.regions.countries import load_countries
from imap.regions.shapes import load_shapes


class Command(BaseCommand):
    help = "Load the countries of ISO 3166-1 and their shapes (Natural Earth 1:50m). A second run changes nothing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"countries: {load_countries()}")
        try:
            tallies = load_shapes()
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        for name, tally in tallies.items():
            self.stdout.write(f"{name}: {tally}")
        forget_pages()
