"""The language in which a section is written: what is validated, endorsed and translated is the text in it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Sections that are there already: the first language of their regional i-Map.
FIRST_LANGUAGE = """
UPDATE profiles_section s SET source_language = m.languages[1]
FROM profiles_edition e, profiles_profile p, regions_regionalmap m
WHERE e.id = s.edition_id AND p.id = e.profile_id AND m.id = p.regional_map_id AND s.source_language = '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0011_follow"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="section",
            name="source_language",
            field=models.CharField(
                blank=True,
                choices=[("ar", "العربية"), ("en", "English"), ("fr", "Français")],
                editable=False,
                help_text="What is validated and endorsed, and what translations are made from.",
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
                editable=False,
                help_text="What is validated and endorsed, and what translations are made from.",
                max_length=2,
                verbose_name="written in",
            ),
        ),
        migrations.RunSQL(FIRST_LANGUAGE, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="section",
            trigger=pgtrigger.compiler.Trigger(
                name="source_languages_of_issued_sections_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."source_language" IS DISTINCT FROM (NEW."source_language"))',
                    func="\n                    IF (SELECT published_on IS NOT NULL FROM profiles_edition WHERE id = OLD.edition_id) THEN \n  RAISE EXCEPTION 'Sections of a published edition never change; only a language still empty may be filled.'\n    USING ERRCODE = 'check_violation';\n END IF;\n                    RETURN NEW;\n                ",
                    hash="0a3aa6bd0418690800b2489937f8650f254ea11c",
                    operation="UPDATE",
                    pgid="pgtrigger_source_languages_of_issued_sections_stay_213f8",
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
    ]
