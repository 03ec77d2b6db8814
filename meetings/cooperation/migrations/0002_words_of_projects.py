"""Projects are found by their descriptions and results too; a side may withdraw from an exchange."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import imap.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0001_cooperation"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="projectresult",
            name="update_update",
        ),
        migrations.AddField(
            model_name="projectresult",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    django.db.models.functions.comparison.Coalesce(models.F("text_ar"), models.Value("")),
                    django.db.models.functions.comparison.Coalesce(models.F("text_en"), models.Value("")),
                    django.db.models.functions.comparison.Coalesce(models.F("text_fr"), models.Value("")),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        # The expression of a generated column cannot be altered: it is made anew.
        migrations.RemoveIndex(model_name="project", name="project_search"),
        migrations.RemoveField(model_name="project", name="search"),
        migrations.AddField(
            model_name="project",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("title_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("description_ar"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("title_en"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("description_en"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("title_fr"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("description_fr"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="project_search"),
        ),
        migrations.AddIndex(
            model_name="projectresult",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="project_result_search"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectresult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_ar" IS DISTINCT FROM (NEW."text_ar") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_fr" IS DISTINCT FROM (NEW."text_fr"))',
                    func='INSERT INTO "cooperation_projectresultevent" ("id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "text", "text_ar", "text_en", "text_fr") VALUES (NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."text", NEW."text_ar", NEW."text_en", NEW."text_fr"); RETURN NULL;',
                    hash="fe2fdfae4d0e7561d2653641bf20a99162485da9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7ef74",
                    table="cooperation_projectresult",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AlterField(
            model_name="exchangestep",
            name="step",
            field=models.CharField(
                choices=[
                    ("propose", "Propose the exchange"),
                    ("confirm_offer", "Confirm for the offering side"),
                    ("confirm_need", "Confirm for the asking side"),
                    ("decline_offer", "Decline for the offering side"),
                    ("decline_need", "Decline for the asking side"),
                    ("withdraw_offer", "Withdraw for the offering side"),
                    ("withdraw_need", "Withdraw for the asking side"),
                    ("plan", "Plan the exchange"),
                    ("hold", "Record it as held"),
                    ("evaluate_offer", "Evaluate for the offering side"),
                    ("evaluate_need", "Evaluate for the asking side"),
                    ("release", "Release the lessons"),
                    ("cancel", "Cancel the exchange"),
                ],
                max_length=20,
                verbose_name="step",
            ),
        ),
    ]
