"""`manage.py import_xlsform PATH`: a questionnaire from an XLSForm workbook; `--dry-run` says what would be made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from imap.regions.models import MapPillar
from profiles.collection import actions
from profiles.collection.models import Question
from profiles.collection.xlsform import Plan, Refused, plan_of
from profiles.collection.xlsform.check import counts

PORTAL = ("ar", "en", "fr")


class Command(BaseCommand):
    help = (
        "Import an XLSForm workbook as the draft of a questionnaire. What cannot be carried over is listed question by "
        "question; a workbook with errors is refused whole, each error with its row."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--map", default="mtm", help="slug of the regional i-Map (default: mtm)")
        parser.add_argument("--pillar", default="I", help="slug or numeral of the pillar (default: I)")
        parser.add_argument("--code", help="code of the questionnaire (default: from the form's title)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, and make nothing")

    def handle(self, *, path: Path, dry_run: bool, **options: Any) -> None:
        plan = self.read(path)
        self.tell(plan)
        pair = MapPillar.objects.filter(
            Q(pillar__slug=options["pillar"]) | Q(pillar__numeral=options["pillar"]),
            regional_map__slug=options["map"],
        ).first()
        if pair is None:
            missing = f"There is no pillar {options['pillar']} in a regional i-Map {options['map']}."
            if not dry_run:
                raise CommandError(missing)
            self.stdout.write(f"Note: {missing}")
            return
        code = slugify(options["code"] or plan.title)[:60] or slugify(path.stem)[:60]
        with transaction.atomic():
            made = actions.import_questionnaire(
                plan=plan, regional_map=pair.regional_map, pillar=pair.pillar, code=code, origin=path.name, by=None
            )  # fmt: skip
            transaction.set_rollback(dry_run)
        said = "Nothing was written; this would be" if dry_run else "Imported as a draft:"
        self.stdout.write(f"{said} {code}, version {made.version}, of {pair.regional_map}, {pair.pillar}.")

    def read(self, path: Path) -> Plan:
        try:
            return plan_of(path.read_bytes(), path.stem)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Refused as refusal:
            lines = "\n  ".join(str(fault) for fault in refusal.faults)
            raise CommandError(f"{path.name} is refused. Nothing was imported.\n  {lines}") from refusal

    def tell(self, plan: Plan) -> None:
        kinds = dict(Question.Kind.choices)
        more = [code for code in plan.workbook.languages if code not in PORTAL]
        shown = [code for code in plan.workbook.languages if code in PORTAL]
        self.stdout.write(f"{plan.title}")
        self.stdout.write(
            f"  languages: {', '.join(shown)}" + (f" (kept, not shown: {', '.join(more)})" if more else "")
        )
        repeats = len([group for group in plan.groups if group.is_repeated])
        self.stdout.write(f"  groups: {len(plan.groups)}, of which repeated: {repeats}")
        used = {question.choice_list for question in plan.questions if question.choice_list}
        choices = sum(len(plan.lists[name]) for name in used)
        self.stdout.write(f"  lists of choices: {len(used)}, with {choices} choices")
        self.stdout.write(f"  questions: {len(plan.questions)}, of which asked: {plan.asked}")
        for kind, count in counts(plan).most_common():
            self.stdout.write(f"    {kinds[kind]}: {count}")
        conditions = sum(len(part.expressions) for part in plan.parts)
        self.stdout.write(f"  conditions and calculations: {conditions}")
        self.stdout.write(f"  not carried over: {len(plan.left)}")
        for each in plan.left:
            self.stdout.write(f"    {each}")
