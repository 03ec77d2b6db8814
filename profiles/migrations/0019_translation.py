"""Translations: the state of each section in each language, and from which text it was made."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Translations in drafts count as made from the source text of today: nothing is known of another.
KNOWN = """
INSERT INTO profiles_translation
  (section_id, language, state, source_language, source_text, reviewed_text, working_text, working_source, version)
SELECT s.id, t.language, '', s.source_language, f.body, '', '', '', 0
FROM profiles_section s JOIN profiles_edition e ON e.id = s.edition_id
CROSS JOIN LATERAL (VALUES ('ar', s.body_ar), ('en', s.body_en), ('fr', s.body_fr)) t(language, body)
CROSS JOIN LATERAL (VALUES ('ar', s.body_ar), ('en', s.body_en), ('fr', s.body_fr)) f(language, body)
WHERE e.published_on IS NULL AND f.language = s.source_language AND t.language <> s.source_language
  AND coalesce(f.body, '') <> '' AND coalesce(t.body, '') <> '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("profiles", "0018_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("", "–"), ("in_progress", "in progress"), ("reviewed", "reviewed")],
                        default="",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("source_language", models.CharField(blank=True, max_length=2)),
                ("source_text", models.TextField(blank=True)),
                ("translated_at", models.DateTimeField(blank=True, null=True, verbose_name="translated on")),
                ("asked_again_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_text", models.TextField(blank=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed on")),
                ("working_text", models.TextField(blank=True)),
                ("working_source", models.TextField(blank=True)),
                ("working_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "translation",
                "verbose_name_plural": "translations",
                "ordering": ["section", "language"],
            },
        ),
        migrations.CreateModel(
            name="TranslationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "language",
                    models.CharField(
                        choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("", "–"), ("in_progress", "in progress"), ("reviewed", "reviewed")],
                        default="",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("source_language", models.CharField(blank=True, max_length=2)),
                ("translated_at", models.DateTimeField(blank=True, null=True, verbose_name="translated on")),
                ("reviewed_at", models.DateTimeField(blank=True, null=True, verbose_name="reviewed on")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="translation",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="translation",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="profiles.section",
                verbose_name="section",
            ),
        ),
        migrations.AddField(
            model_name="translation",
            name="translated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="translated by",
            ),
        ),
        migrations.AddField(
            model_name="translation",
            name="working_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="in progress with",
            ),
        ),
        migrations.AddField(
            model_name="translationevent",
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
            model_name="translationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="profiles.translation",
            ),
        ),
        migrations.AddField(
            model_name="translationevent",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="translationevent",
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
            model_name="translationevent",
            name="translated_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="translated by",
            ),
        ),
        migrations.AddField(
            model_name="translationevent",
            name="working_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="in progress with",
            ),
        ),
        migrations.AddConstraint(
            model_name="translation",
            constraint=models.UniqueConstraint(
                fields=("section", "language"), name="one_translation_a_language"
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="translation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_translationevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "section_id", "source_language", "state", "translated_at", "translated_by_id", "working_by_id") VALUES (NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."section_id", NEW."source_language", NEW."state", NEW."translated_at", NEW."translated_by_id", NEW."working_by_id"); RETURN NULL;',
                    hash="97638b529b03518e53b1e60ea2b6645f24ffb7e3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1295b",
                    table="profiles_translation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="translation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."source_language" IS DISTINCT FROM (NEW."source_language") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."translated_at" IS DISTINCT FROM (NEW."translated_at") OR OLD."translated_by_id" IS DISTINCT FROM (NEW."translated_by_id") OR OLD."working_by_id" IS DISTINCT FROM (NEW."working_by_id"))',
                    func='INSERT INTO "profiles_translationevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "section_id", "source_language", "state", "translated_at", "translated_by_id", "working_by_id") VALUES (NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."section_id", NEW."source_language", NEW."state", NEW."translated_at", NEW."translated_by_id", NEW."working_by_id"); RETURN NULL;',
                    hash="b12e5bce03d962a179eb2c55fd071811eafab0d4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5330",
                    table="profiles_translation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="translation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_translationevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_at", "reviewed_by_id", "section_id", "source_language", "state", "translated_at", "translated_by_id", "working_by_id") VALUES (OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."section_id", OLD."source_language", OLD."state", OLD."translated_at", OLD."translated_by_id", OLD."working_by_id"); RETURN NULL;',
                    hash="3235fd7485fc6b43128386c3462e8fc251abf685",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_101dc",
                    table="profiles_translation",
                    when="AFTER",
                ),
            ),
        ),
    ]
