"""What changed in an edition, in three languages; the notes that were there are English."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# With the history: it tells what was written where it stands now. The triggers that guard and record are away meanwhile.
MOVE = [
    "UPDATE profiles_edition SET change_note_en = change_note WHERE change_note <> ''",
    "UPDATE profiles_editionevent SET change_note_en = change_note WHERE change_note <> ''",
]
BACK = [
    "UPDATE profiles_edition SET change_note = coalesce(change_note_en, '')",
    "UPDATE profiles_editionevent SET change_note = coalesce(change_note_en, '')",
]


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0006_issued_apparatus"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="edition",
            name="change_note_ar",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="change_note_en",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="change_note_fr",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="editionevent",
            name="change_note_ar",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="editionevent",
            name="change_note_en",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="editionevent",
            name="change_note_fr",
            field=models.CharField(
                blank=True,
                help_text="Shown with the list of editions.",
                max_length=250,
                null=True,
                verbose_name="what changed",
            ),
        ),
        migrations.RunSQL(MOVE, BACK, elidable=True),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="published_edition_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" IN ('published', 'superseded', 'withdrawn'))",
                    func="\n                    IF (NEW.profile_id, NEW.number, NEW.label, NEW.as_of, NEW.standing, NEW.published_on)\n                      IS DISTINCT FROM\n                      (OLD.profile_id, OLD.number, OLD.label, OLD.as_of, OLD.standing, OLD.published_on)\n                      OR NEW.state = 'draft' OR NOT ((coalesce(OLD.summary_ar, '') = '' OR NEW.summary_ar IS NOT DISTINCT FROM OLD.summary_ar) AND (coalesce(OLD.summary_en, '') = '' OR NEW.summary_en IS NOT DISTINCT FROM OLD.summary_en) AND (coalesce(OLD.summary_fr, '') = '' OR NEW.summary_fr IS NOT DISTINCT FROM OLD.summary_fr) AND (coalesce(OLD.change_note_ar, '') = '' OR NEW.change_note_ar IS NOT DISTINCT FROM OLD.change_note_ar) AND (coalesce(OLD.change_note_en, '') = '' OR NEW.change_note_en IS NOT DISTINCT FROM OLD.change_note_en) AND (coalesce(OLD.change_note_fr, '') = '' OR NEW.change_note_fr IS NOT DISTINCT FROM OLD.change_note_fr))\n                    THEN\n                      RAISE EXCEPTION 'A published edition never changes; a correction is a new edition.'\n                        USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="e91f4e44a08079e94ae1ce8852ba13b7cf53213e",
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
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (NEW."as_of", NEW."change_note", NEW."change_note_ar", NEW."change_note_en", NEW."change_note_fr", NEW."id", NEW."label", NEW."languages", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profile_id", NEW."published_by_id", NEW."published_on", NEW."standing", NEW."state", NEW."summary", NEW."summary_ar", NEW."summary_en", NEW."summary_fr"); RETURN NULL;',
                    hash="036bd579aaf7e3c617ce47dda89c0967d3130eb1",
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
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (NEW."as_of", NEW."change_note", NEW."change_note_ar", NEW."change_note_en", NEW."change_note_fr", NEW."id", NEW."label", NEW."languages", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profile_id", NEW."published_by_id", NEW."published_on", NEW."standing", NEW."state", NEW."summary", NEW."summary_ar", NEW."summary_en", NEW."summary_fr"); RETURN NULL;',
                    hash="b48f7054181c03c03aba642e6578ef344a383145",
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
                    func='INSERT INTO "profiles_editionevent" ("as_of", "change_note", "change_note_ar", "change_note_en", "change_note_fr", "id", "label", "languages", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "published_by_id", "published_on", "standing", "state", "summary", "summary_ar", "summary_en", "summary_fr") VALUES (OLD."as_of", OLD."change_note", OLD."change_note_ar", OLD."change_note_en", OLD."change_note_fr", OLD."id", OLD."label", OLD."languages", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profile_id", OLD."published_by_id", OLD."published_on", OLD."standing", OLD."state", OLD."summary", OLD."summary_ar", OLD."summary_en", OLD."summary_fr"); RETURN NULL;',
                    hash="902db208d721e69cbc5f470d22714d88db4ba176",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9c9b0",
                    table="profiles_edition",
                    when="AFTER",
                ),
            ),
        ),
    ]
