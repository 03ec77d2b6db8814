"""The themes of cooperation become those of the whole portal: their table moves here, with its rows and all that points at them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Constraints and indexes follow their table; only their names would still tell of the old one.
RENAMED = """
    ALTER TABLE {old}_theme RENAME TO {new}_theme;
    ALTER SEQUENCE IF EXISTS {old}_theme_id_seq RENAME TO {new}_theme_id_seq;
    ALTER INDEX IF EXISTS {old}_theme_pkey RENAME TO {new}_theme_pkey;
    ALTER INDEX IF EXISTS {old}_theme_code_key RENAME TO {new}_theme_code_key;
    ALTER TABLE {new}_theme ALTER COLUMN code TYPE varchar({length});
"""
MOVED = RENAMED.format(old="cooperation", new="regions", length=60)
MOVED_BACK = RENAMED.format(old="regions", new="cooperation", length=40)
KNOWN_AS = "UPDATE django_content_type SET app_label = '{new}' WHERE app_label = '{old}' AND model = 'theme'"
CALLED = """
    UPDATE auth_permission SET name = replace(name, 'theme of cooperation', 'theme')
    WHERE content_type_id IN (SELECT id FROM django_content_type WHERE app_label = 'regions' AND model = 'theme')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("cooperation", "0002_words_of_projects"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0004_translate_by_language"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MOVED, MOVED_BACK)],
            state_operations=[
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(
                                help_text="It stands in the addresses of lists: keep it once it is used.",
                                max_length=60,
                                unique=True,
                                verbose_name="code",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("name_ar", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                        ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                        (
                            "pillar",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: it belongs to no one pillar.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="themes",
                                to="regions.pillar",
                                verbose_name="pillar",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "theme",
                        "verbose_name_plural": "themes",
                        "ordering": ["order", "code"],
                    },
                ),
            ],
        ),
        # What is known of the kind of rows (its permissions, who changed what in the admin) goes with them.
        migrations.RunSQL(
            KNOWN_AS.format(old="cooperation", new="regions"),
            KNOWN_AS.format(old="regions", new="cooperation"),
        ),
        migrations.RunSQL(CALLED, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ThemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.SlugField(
                        db_index=False,
                        help_text="It stands in the addresses of lists: keep it once it is used.",
                        max_length=60,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_ar", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("name_fr", models.CharField(max_length=120, null=True, verbose_name="name")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="regions.theme",
                    ),
                ),
                (
                    "pillar",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: it belongs to no one pillar.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.pillar",
                        verbose_name="pillar",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "regions_themeevent" ("code", "id", "name", "name_ar", "name_en", "name_fr", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pillar_id"); RETURN NULL;',
                    hash="cab4a5b6271273ae7a14583a368c6bdf66cd8d3e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_261ef",
                    table="regions_theme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "regions_themeevent" ("code", "id", "name", "name_ar", "name_en", "name_fr", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pillar_id"); RETURN NULL;',
                    hash="74a6ff54c728a6ed17bc0d934ed0f9b8386b404d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3212",
                    table="regions_theme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "regions_themeevent" ("code", "id", "name", "name_ar", "name_en", "name_fr", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id") VALUES (OLD."code", OLD."id", OLD."name", OLD."name_ar", OLD."name_en", OLD."name_fr", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pillar_id"); RETURN NULL;',
                    hash="9057b4483444c50cb115f678a3df6751ba3b2c2b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6fa5",
                    table="regions_theme",
                    when="AFTER",
                ),
            ),
        ),
    ]
