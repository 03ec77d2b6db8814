"""The life of an edition as steps: more states, verdicts, remarks, endorsements, and who did what."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# What is there is kept: a section was written in the first language of its regional i-Map that it has.
SOURCE_LANGUAGES = """
UPDATE profiles_section s SET source_language = coalesce(
  (SELECT l.code FROM unnest(m.languages || ARRAY['en', 'fr', 'ar']::varchar[]) WITH ORDINALITY AS l(code, place)
   WHERE coalesce(CASE l.code WHEN 'ar' THEN s.body_ar WHEN 'en' THEN s.body_en ELSE s.body_fr END, '') <> ''
   ORDER BY l.place LIMIT 1),
  m.languages[1])
FROM profiles_edition e, profiles_profile p, regions_regionalmap m
WHERE e.id = s.edition_id AND p.id = e.profile_id AND m.id = p.regional_map_id;
"""
# Editions issued before have their publication as the first step of their history.
STEPS = """
INSERT INTO profiles_editionstep (edition_id, step, from_state, to_state, by_id, at, note)
SELECT id, 'publish', 'draft', 'published', published_by_id, published_on::timestamp AT TIME ZONE 'UTC', ''
FROM profiles_edition WHERE state IN ('published', 'superseded', 'withdrawn');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_head_of_secretariat"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("profiles", "0011_follow"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("send_for_validation", "Send for validation"),
                            ("endorse", "Endorse"),
                            ("endorse_again", "Endorse the present text"),
                            ("return_to_draft", "Return to draft"),
                            ("start_translation", "Start the translation"),
                            ("make_ready", "Declare ready"),
                            ("schedule", "Schedule the publication"),
                            ("unschedule", "Cancel the scheduled publication"),
                            ("publish", "Publish"),
                            ("override", "Publish without all conditions"),
                            ("load", "Load as published"),
                            ("supersede", "Supersede"),
                            ("withdraw", "Withdraw"),
                        ],
                        max_length=30,
                        verbose_name="step",
                    ),
                ),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("validation", "in validation"),
                            ("endorsed", "endorsed"),
                            ("translation", "in translation"),
                            ("ready", "ready"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("validation", "in validation"),
                            ("endorsed", "endorsed"),
                            ("translation", "in translation"),
                            ("ready", "ready"),
                            ("published", "published"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "step of an edition",
                "verbose_name_plural": "steps of editions",
                "ordering": ["edition", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("endorsed", "final and endorsed"), ("returned", "returned with remarks")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("seen", models.JSONField(blank=True, default=dict, verbose_name="texts that were seen")),
            ],
            options={
                "verbose_name": "endorsement",
                "verbose_name_plural": "endorsements",
                "ordering": ["edition", "at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="EndorsementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("endorsed", "final and endorsed"), ("returned", "returned with remarks")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("seen", models.JSONField(blank=True, default=dict, verbose_name="texts that were seen")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="remark")),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved")),
            ],
            options={
                "verbose_name": "remark",
                "verbose_name_plural": "remarks",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RemarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="remark")),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="resolved")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Validation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "confirmed"),
                            ("remarks", "confirmed with remarks"),
                            ("change", "change needed"),
                            ("not_ours", "not ours"),
                        ],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="given")),
                (
                    "on_behalf",
                    models.TextField(
                        blank=True,
                        help_text="Where the secretariat records a verdict that came by letter: which letter.",
                        verbose_name="on what ground",
                    ),
                ),
                ("seen", models.TextField(blank=True, verbose_name="text that was seen")),
                (
                    "seen_language",
                    models.CharField(
                        blank=True,
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                    ),
                ),
            ],
            options={
                "verbose_name": "validation",
                "verbose_name_plural": "validations",
                "ordering": ["section__edition", "section__order", "agency__code"],
            },
        ),
        migrations.CreateModel(
            name="ValidationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "confirmed"),
                            ("remarks", "confirmed with remarks"),
                            ("change", "change needed"),
                            ("not_ours", "not ours"),
                        ],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="given")),
                (
                    "on_behalf",
                    models.TextField(
                        blank=True,
                        help_text="Where the secretariat records a verdict that came by letter: which letter.",
                        verbose_name="on what ground",
                    ),
                ),
                ("seen", models.TextField(blank=True, verbose_name="text that was seen")),
                (
                    "seen_language",
                    models.CharField(
                        blank=True,
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="citation",
            name="citations_of_issued_editions_never_change",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="published_edition_never_changes",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="sections_of_issued_editions_stay",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="sections_of_issued_editions_never_change",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="section",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="one_draft_edition",
        ),
        migrations.RemoveConstraint(
            model_name="edition",
            name="issued_editions_have_a_date",
        ),
        migrations.AddField(
            model_name="edition",
            name="override_reason",
            field=models.TextField(
                blank=True, editable=False, verbose_name="why it was published without all conditions"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="to be published at"
            ),
        ),
        migrations.AddField(
            model_name="editionevent",
            name="override_reason",
            field=models.TextField(
                blank=True, editable=False, verbose_name="why it was published without all conditions"
            ),
        ),
        migrations.AddField(
            model_name="editionevent",
            name="publish_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="to be published at"
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="source_language",
            field=models.CharField(
                blank=True,
                choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                help_text="The text that is checked and endorsed; the other languages are translated from it.",
                max_length=2,
                verbose_name="written in",
            ),
        ),
        migrations.AddField(
            model_name="sectionevent",
            name="source_language",
            field=models.CharField(
                blank=True,
                choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                help_text="The text that is checked and endorsed; the other languages are translated from it.",
                max_length=2,
                verbose_name="written in",
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("validation", "in validation"),
                    ("endorsed", "endorsed"),
                    ("translation", "in translation"),
                    ("ready", "ready"),
                    ("published", "published"),
                    ("superseded", "superseded"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="editionevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("validation", "in validation"),
                    ("endorsed", "endorsed"),
                    ("translation", "in translation"),
                    ("ready", "ready"),
                    ("published", "published"),
                    ("superseded", "superseded"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                editable=False,
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.RunSQL(SOURCE_LANGUAGES, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="citations_of_issued_editions_never_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF (SELECT e.state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition e JOIN profiles_section s ON s.edition_id = e.id\n                        WHERE s.id = CASE TG_OP WHEN 'DELETE' THEN OLD.section_id ELSE NEW.section_id END)\n                      OR (TG_OP = 'UPDATE' AND (SELECT e.state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition e\n                        JOIN profiles_section s ON s.edition_id = e.id WHERE s.id = OLD.section_id))\n                    THEN\n                      RAISE EXCEPTION 'Sources of a published edition never change.' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ",
                    hash="a563eedb370854caf027bef4c719a080f2b66f86",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_citations_of_issued_editions_never_change_f004c",
                    table="profiles_citation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_moves_by_its_steps",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                    func="\n                    IF (OLD.state || ' ' || NEW.state) NOT IN ('draft published', 'draft validation', 'endorsed draft', 'endorsed published', 'endorsed ready', 'endorsed translation', 'published superseded', 'published withdrawn', 'ready draft', 'ready published', 'superseded withdrawn', 'translation draft', 'translation published', 'translation ready', 'validation draft', 'validation endorsed', 'validation published') THEN\n                      RAISE EXCEPTION 'No step leads an edition from % to %.', OLD.state, NEW.state\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="9ed53121d32b94fe43d4eaf101b9680aa127c71c",
                    operation="UPDATE",
                    pgid="pgtrigger_edition_moves_by_its_steps_bc748",
                    table="profiles_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="published_edition_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('published', 'superseded', 'withdrawn'))",
                    func="\n                    IF (NEW.profile_id, NEW.number, NEW.label, NEW.as_of, NEW.standing, NEW.published_on, NEW.override_reason)\n                      IS DISTINCT FROM\n                      (OLD.profile_id, OLD.number, OLD.label, OLD.as_of, OLD.standing, OLD.published_on, OLD.override_reason)\n                      OR NEW.state NOT IN ('published', 'superseded', 'withdrawn') OR NOT ((coalesce(OLD.summary_ar, '') = '' OR NEW.summary_ar IS NOT DISTINCT FROM OLD.summary_ar) AND (coalesce(OLD.summary_en, '') = '' OR NEW.summary_en IS NOT DISTINCT FROM OLD.summary_en) AND (coalesce(OLD.summary_fr, '') = '' OR NEW.summary_fr IS NOT DISTINCT FROM OLD.summary_fr) AND (coalesce(OLD.change_note_ar, '') = '' OR NEW.change_note_ar IS NOT DISTINCT FROM OLD.change_note_ar) AND (coalesce(OLD.change_note_en, '') = '' OR NEW.change_note_en IS NOT DISTINCT FROM OLD.change_note_en) AND (coalesce(OLD.change_note_fr, '') = '' OR NEW.change_note_fr IS NOT DISTINCT FROM OLD.change_note_fr))\n                    THEN\n                      RAISE EXCEPTION 'A published edition never changes; a correction is a new edition.'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="091b5c570242197042cb3fdf4180f3be25dae61d",
                    operation="UPDATE",
                    pgid="pgtrigger_published_edition_never_changes_55148",
                    table="profiles_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "publish_at", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (NEW."as_of", NEW."change_note", NEW."change_note_ar", NEW."change_note_en", NEW."change_note_fr", NEW."id", NEW."label", NEW."languages", NEW."number", NEW."override_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_id", NEW."publish_at", NEW."published_by_id", NEW."published_on", NEW."standing", NEW."state", NEW."summary", NEW."summary_ar", NEW."summary_en", NEW."summary_fr"); RETURN NULL;',
                    hash="699bd96b98af9bbd4f1296572bf1bc715cc28a79",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2034b",
                    table="profiles_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "publish_at", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (NEW."as_of", NEW."change_note", NEW."change_note_ar", NEW."change_note_en", NEW."change_note_fr", NEW."id", NEW."label", NEW."languages", NEW."number", NEW."override_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_id", NEW."publish_at", NEW."published_by_id", NEW."published_on", NEW."standing", NEW."state", NEW."summary", NEW."summary_ar", NEW."summary_en", NEW."summary_fr"); RETURN NULL;',
                    hash="317472bf4ab11661554a68142d9d1827545ce50b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e960",
                    table="profiles_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "override_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "publish_at", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (OLD."as_of", OLD."change_note", OLD."change_note_ar", OLD."change_note_en", OLD."change_note_fr", OLD."id", OLD."label", OLD."languages", OLD."number", OLD."override_reason", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profile_id", OLD."publish_at", OLD."published_by_id", OLD."published_on", OLD."standing", OLD."state", OLD."summary", OLD."summary_ar", OLD."summary_en", OLD."summary_fr"); RETURN NULL;',
                    hash="bba6c31369c79ba4c50dbd9e5f08a2b9e34b039d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c9b0",
                    table="profiles_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="sections_of_issued_editions_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF TG_OP = 'DELETE' THEN\n                      IF (SELECT state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition WHERE id = OLD.edition_id) THEN \n  RAISE EXCEPTION 'Sections of a published edition never change; only a language still empty may be filled.'\n    USING ERRCODE = 'check_violation';\n END IF;\n                      RETURN OLD;\n                    END IF;\n                    IF (SELECT state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition WHERE id = NEW.edition_id) THEN \n  RAISE EXCEPTION 'Sections of a published edition never change; only a language still empty may be filled.'\n    USING ERRCODE = 'check_violation';\n END IF;\n                    RETURN NEW;\n                ",
                    hash="e3e613b42af87ae3fba5dba1c5eda997e3df4f2b",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_sections_of_issued_editions_stay_92a0b",
                    table="profiles_section",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="sections_of_issued_editions_never_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n                    IF ((SELECT state IN (\'published\', \'superseded\', \'withdrawn\') FROM profiles_edition WHERE id = OLD.edition_id)\n                        OR (SELECT state IN (\'published\', \'superseded\', \'withdrawn\') FROM profiles_edition WHERE id = NEW.edition_id))\n                      AND ((NEW."edition_id", NEW."template_id", NEW."order", NEW."code", NEW."source_language", NEW."heading_ar", NEW."heading_en", NEW."heading_fr") IS DISTINCT FROM (OLD."edition_id", OLD."template_id", OLD."order", OLD."code", OLD."source_language", OLD."heading_ar", OLD."heading_en", OLD."heading_fr") OR NOT ((coalesce(OLD.body_ar, \'\') = \'\' OR NEW.body_ar IS NOT DISTINCT FROM OLD.body_ar) AND (coalesce(OLD.body_en, \'\') = \'\' OR NEW.body_en IS NOT DISTINCT FROM OLD.body_en) AND (coalesce(OLD.body_fr, \'\') = \'\' OR NEW.body_fr IS NOT DISTINCT FROM OLD.body_fr)))\n                    THEN \n  RAISE EXCEPTION \'Sections of a published edition never change; only a language still empty may be filled.\'\n    USING ERRCODE = \'check_violation\';\n END IF;\n                    RETURN NEW;\n                ',
                    hash="77bf706dbdf3305620dca46ab66226cb3aa47c23",
                    operation="UPDATE",
                    pgid="pgtrigger_sections_of_issued_editions_never_change_a1378",
                    table="profiles_section",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_sectionevent" ("body", "body_ar", "body_en", "body_fr", "code", "edition_id", "heading", "heading_ar", "heading_en", "heading_fr", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_language", "template_id") VALUES (NEW."body", NEW."body_ar", NEW."body_en", NEW."body_fr", NEW."code", NEW."edition_id", NEW."heading", NEW."heading_ar", NEW."heading_en", NEW."heading_fr", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_language", NEW."template_id"); RETURN NULL;',
                    hash="81a1a270ef555b2e2bd41d0dc1def52bad703e49",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_302ea",
                    table="profiles_section",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."body_ar" IS DISTINCT FROM (NEW."body_ar") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_fr" IS DISTINCT FROM (NEW."body_fr") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."heading" IS DISTINCT FROM (NEW."heading") OR OLD."heading_ar" IS DISTINCT FROM (NEW."heading_ar") OR OLD."heading_en" IS DISTINCT FROM (NEW."heading_en") OR OLD."heading_fr" IS DISTINCT FROM (NEW."heading_fr") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."source_language" IS DISTINCT FROM (NEW."source_language") OR OLD."template_id" IS DISTINCT FROM (NEW."template_id"))',
                    func='INSERT INTO "profiles_sectionevent" ("body", "body_ar", "body_en", "body_fr", "code", "edition_id", "heading", "heading_ar", "heading_en", "heading_fr", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_language", "template_id") VALUES (NEW."body", NEW."body_ar", NEW."body_en", NEW."body_fr", NEW."code", NEW."edition_id", NEW."heading", NEW."heading_ar", NEW."heading_en", NEW."heading_fr", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_language", NEW."template_id"); RETURN NULL;',
                    hash="7868c8fc2101fdd88abf0f3976aab205f25f3842",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_504f6",
                    table="profiles_section",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_sectionevent" ("body", "body_ar", "body_en", "body_fr", "code", "edition_id", "heading", "heading_ar", "heading_en", "heading_fr", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_language", "template_id") VALUES (OLD."body", OLD."body_ar", OLD."body_en", OLD."body_fr", OLD."code", OLD."edition_id", OLD."heading", OLD."heading_ar", OLD."heading_en", OLD."heading_fr", OLD."id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_language", OLD."template_id"); RETURN NULL;',
                    hash="a071512d6f896a57fe07574951c291200025b4da",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_240ba",
                    table="profiles_section",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "validation", "endorsed", "translation", "ready"])
                ),
                fields=("profile",),
                name="one_draft_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "validation", "endorsed", "translation", "ready"]),
                    ("published_on__isnull", False),
                    _connector="OR",
                ),
                name="issued_editions_have_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("publish_at__isnull", True), ("state", "ready"), _connector="OR"),
                name="only_ready_editions_are_scheduled",
            ),
        ),
        migrations.AddField(
            model_name="editionstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="editionstep",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="profiles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="endorsement",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="endorsement",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="endorsements",
                to="profiles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="endorsementevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="endorsementevent",
            name="edition",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="profiles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="endorsementevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="endorsementevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="profiles.endorsement",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="edition",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remarks",
                to="profiles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="profiles.remark",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="resolved by",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="author",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="edition",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="profiles.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="profiles.remark",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="profiles.remark",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="resolved by",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="validations",
                to="accounts.organisation",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given by",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="validations",
                to="profiles.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="validation",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        migrations.AddField(
            model_name="remarkevent",
            name="validation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="profiles.validation",
                verbose_name="validation",
            ),
        ),
        migrations.AddField(
            model_name="remark",
            name="validation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remarks",
                to="profiles.validation",
                verbose_name="validation",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.organisation",
                verbose_name="agency",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given by",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="profiles.validation",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="section",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="profiles.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="validationevent",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken by",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="steps_are_never_rewritten",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (ROW(OLD.edition_id, OLD.step, OLD.from_state, OLD.to_state, OLD.at, OLD.note) IS DISTINCT FROM ROW(NEW.edition_id, NEW.step, NEW.from_state, NEW.to_state, NEW.at, NEW.note))",
                    func="RAISE EXCEPTION 'A step that was taken is never rewritten.' USING ERRCODE = 'check_violation';",
                    hash="2e1b11ed8b0a86e3fb6f66cb3563e8373e8c72a6",
                    operation="UPDATE",
                    pgid="pgtrigger_steps_are_never_rewritten_0ffb1",
                    table="profiles_editionstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="steps_of_issued_editions_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF (SELECT state IN ('published', 'superseded', 'withdrawn') FROM profiles_edition\n                        WHERE id = OLD.edition_id) THEN\n                      RAISE EXCEPTION 'Steps of an issued edition stay.' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN OLD;\n                ",
                    hash="59e4c23f4146ed69040ff58efe056e9f0664de4f",
                    operation="DELETE",
                    pgid="pgtrigger_steps_of_issued_editions_stay_bcd5a",
                    table="profiles_editionstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endorsement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_endorsementevent" ("at", "by_id", "edition_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen", "verdict") VALUES (NEW."at", NEW."by_id", NEW."edition_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seen", NEW."verdict"); RETURN NULL;',
                    hash="97468ba10cb5ce91e8171f721086acced2b3b7a6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5f975",
                    table="profiles_endorsement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endorsement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "profiles_endorsementevent" ("at", "by_id", "edition_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen", "verdict") VALUES (NEW."at", NEW."by_id", NEW."edition_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seen", NEW."verdict"); RETURN NULL;',
                    hash="b06d4ec32c1ea225140dc4866234731304a02dd2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_277c4",
                    table="profiles_endorsement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endorsement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_endorsementevent" ("at", "by_id", "edition_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen", "verdict") VALUES (OLD."at", OLD."by_id", OLD."edition_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seen", OLD."verdict"); RETURN NULL;',
                    hash="8c44cec82db1350ddb87b6b005c55d658d4d9c58",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4ccda",
                    table="profiles_endorsement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="validation",
            index=models.Index(
                condition=models.Q(("verdict", "")), fields=["due_on"], name="validation_awaited"
            ),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.UniqueConstraint(fields=("section", "agency"), name="one_validation_an_agency"),
        ),
        migrations.AddConstraint(
            model_name="validation",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict", ""), ("given_at__isnull", False), _connector="OR"),
                name="verdicts_have_a_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_validationevent" ("agency_id", "asked_at", "due_on", "given_at", "given_by_id", "id", "on_behalf", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_id", "seen", "seen_language", "taken_by_id", "verdict") VALUES (NEW."agency_id", NEW."asked_at", NEW."due_on", NEW."given_at", NEW."given_by_id", NEW."id", NEW."on_behalf", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section_id", NEW."seen", NEW."seen_language", NEW."taken_by_id", NEW."verdict"); RETURN NULL;',
                    hash="54aad82b16663868532311b0c578e57b4feff111",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79320",
                    table="profiles_validation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "profiles_validationevent" ("agency_id", "asked_at", "due_on", "given_at", "given_by_id", "id", "on_behalf", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_id", "seen", "seen_language", "taken_by_id", "verdict") VALUES (NEW."agency_id", NEW."asked_at", NEW."due_on", NEW."given_at", NEW."given_by_id", NEW."id", NEW."on_behalf", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section_id", NEW."seen", NEW."seen_language", NEW."taken_by_id", NEW."verdict"); RETURN NULL;',
                    hash="2ac89d9b67e857a6a6a71bf65ca5e18f8e942149",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_68797",
                    table="profiles_validation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="validation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_validationevent" ("agency_id", "asked_at", "due_on", "given_at", "given_by_id", "id", "on_behalf", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_id", "seen", "seen_language", "taken_by_id", "verdict") VALUES (OLD."agency_id", OLD."asked_at", OLD."due_on", OLD."given_at", OLD."given_by_id", OLD."id", OLD."on_behalf", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."section_id", OLD."seen", OLD."seen_language", OLD."taken_by_id", OLD."verdict"); RETURN NULL;',
                    hash="2ee0cf95a3a99eb9d1fa20240c84b3ac5ab50ff5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_11af5",
                    table="profiles_validation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition__isnull", False), ("validation__isnull", True)),
                    models.Q(("edition__isnull", True), ("validation__isnull", False)),
                    _connector="OR",
                ),
                name="a_remark_is_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent__isnull", True), ("resolved_at__isnull", True), _connector="OR"),
                name="threads_are_resolved_at_their_head",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_remarkevent" ("author_id", "edition_id", "id", "language", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "validation_id", "written_at") VALUES (NEW."author_id", NEW."edition_id", NEW."id", NEW."language", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."validation_id", NEW."written_at"); RETURN NULL;',
                    hash="63df68edb740d39dc92f164068cc72c1e0e66f9b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2b99",
                    table="profiles_remark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "profiles_remarkevent" ("author_id", "edition_id", "id", "language", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "validation_id", "written_at") VALUES (NEW."author_id", NEW."edition_id", NEW."id", NEW."language", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text", NEW."validation_id", NEW."written_at"); RETURN NULL;',
                    hash="9f4bdb8c385c862ef19d6f876caf3659c32f5b5c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9abaa",
                    table="profiles_remark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_remarkevent" ("author_id", "edition_id", "id", "language", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text", "validation_id", "written_at") VALUES (OLD."author_id", OLD."edition_id", OLD."id", OLD."language", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."resolved_at", OLD."resolved_by_id", OLD."text", OLD."validation_id", OLD."written_at"); RETURN NULL;',
                    hash="5efb7116b7728ab5d4a5e64627782a3f8317fde6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_48301",
                    table="profiles_remark",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
    ]
