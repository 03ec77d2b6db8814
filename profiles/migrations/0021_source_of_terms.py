"""Where a common definition comes from, in three languages; what was there is English."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# With the history: it tells what was written where it stands now. The triggers that record are away meanwhile.
MOVE = [
    "UPDATE profiles_term SET source_en = source WHERE source <> ''",
    "UPDATE profiles_termevent SET source_en = source WHERE source <> ''",
]
BACK = [
    "UPDATE profiles_term SET source = coalesce(source_en, '')",
    "UPDATE profiles_termevent SET source = coalesce(source_en, '')",
]


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0020_definitions_are_kept"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="term",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="term",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="term",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="term",
            name="source_ar",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="source_en",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="source_fr",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.AddField(
            model_name="termevent",
            name="source_ar",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.AddField(
            model_name="termevent",
            name="source_en",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.AddField(
            model_name="termevent",
            name="source_fr",
            field=models.CharField(
                blank=True, max_length=250, null=True, verbose_name="source of the definition"
            ),
        ),
        migrations.RunSQL(MOVE, BACK),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_termevent" ("code", "definition", "definition_ar", "definition_en", "definition_fr", "id", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ar", "source_en", "source_fr") VALUES (NEW."code", NEW."definition", NEW."definition_ar", NEW."definition_en", NEW."definition_fr", NEW."id", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."source_ar", NEW."source_en", NEW."source_fr"); RETURN NULL;',
                    hash="93b93cd6573b9c14f5c588af436cef551207f64d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6295c",
                    table="profiles_term",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "profiles_termevent" ("code", "definition", "definition_ar", "definition_en", "definition_fr", "id", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ar", "source_en", "source_fr") VALUES (NEW."code", NEW."definition", NEW."definition_ar", NEW."definition_en", NEW."definition_fr", NEW."id", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."source_ar", NEW."source_en", NEW."source_fr"); RETURN NULL;',
                    hash="69b3c7285e1fd86631be7cb70028cb925203061a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24079",
                    table="profiles_term",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "profiles_termevent" ("code", "definition", "definition_ar", "definition_en", "definition_fr", "id", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_ar", "source_en", "source_fr") VALUES (OLD."code", OLD."definition", OLD."definition_ar", OLD."definition_en", OLD."definition_fr", OLD."id", OLD."name", OLD."name_ar", OLD."name_en", OLD."name_fr", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."source_ar", OLD."source_en", OLD."source_fr"); RETURN NULL;',
                    hash="e80daec1ba7bc315f4aa28abe0a82a8451ccd349",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d5d60",
                    table="profiles_term",
                    when="AFTER",
                ),
            ),
        ),
    ]
