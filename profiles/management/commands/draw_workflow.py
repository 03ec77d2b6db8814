"""Writes docs/workflow.md anew from the table of steps."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from profiles.drawing import drawn

PAGE = Path(settings.BASE_DIR) / "docs" / "workflow.md"


class Command(BaseCommand):
    help = "Draw the life of an edition into docs/workflow.md."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(drawn(), encoding="utf-8")
        self.stdout.write(f"{PAGE}: {len(PAGE.read_text(encoding='utf-8').splitlines())} lines")
