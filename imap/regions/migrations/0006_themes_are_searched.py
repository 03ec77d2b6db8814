"""The words of themes are stored, so that what is about them is found by these."""

import django.contrib.postgres.search
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import imap.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0005_themes"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="theme",
            name="update_update",
        ),
        migrations.AddField(
            model_name="theme",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    django.db.models.functions.comparison.Coalesce(models.F("name_ar"), models.Value("")),
                    django.db.models.functions.comparison.Coalesce(models.F("name_en"), models.Value("")),
                    django.db.models.functions.comparison.Coalesce(models.F("name_fr"), models.Value("")),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="theme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."pillar_id" IS DISTINCT FROM (NEW."pillar_id"))',
                    func='INSERT INTO "regions_themeevent" ("code", "id", "name", "name_ar", "name_en", "name_fr", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id") VALUES (NEW."code", NEW."id", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pillar_id"); RETURN NULL;',
                    hash="2ac54d9b1d7c410377577fc63c68992b6485a019",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3212",
                    table="regions_theme",
                    when="AFTER",
                ),
            ),
        ),
    ]
