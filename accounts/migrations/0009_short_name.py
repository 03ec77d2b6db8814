"""What lists call an organisation, in three languages."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_translators_by_language"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="organisation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_ar",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_en",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_fr",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisationevent",
            name="short_name",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisationevent",
            name="short_name_ar",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisationevent",
            name="short_name_en",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="organisationevent",
            name="short_name_fr",
            field=models.CharField(
                blank=True,
                help_text="As it is called in lists: IOM in English, OIM in French. Empty: by its name.",
                max_length=40,
                null=True,
                verbose_name="short name",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_organisationevent" ("code", "country_id", "id", "mandate", "mandate_ar", "mandate_en", "mandate_fr", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_ar", "short_name_en", "short_name_fr", "website") VALUES (NEW."code", NEW."country_id", NEW."id", NEW."mandate", NEW."mandate_ar", NEW."mandate_en", NEW."mandate_fr", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short_name", NEW."short_name_ar", NEW."short_name_en", NEW."short_name_fr", NEW."website"); RETURN NULL;',
                    hash="0102960adb091b6213f2d2a479ecc8d0a89b3c10",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_66a5c",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."mandate" IS DISTINCT FROM (NEW."mandate") OR OLD."mandate_ar" IS DISTINCT FROM (NEW."mandate_ar") OR OLD."mandate_en" IS DISTINCT FROM (NEW."mandate_en") OR OLD."mandate_fr" IS DISTINCT FROM (NEW."mandate_fr") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."short_name_ar" IS DISTINCT FROM (NEW."short_name_ar") OR OLD."short_name_en" IS DISTINCT FROM (NEW."short_name_en") OR OLD."short_name_fr" IS DISTINCT FROM (NEW."short_name_fr") OR OLD."website" IS DISTINCT FROM (NEW."website"))',
                    func='INSERT INTO "accounts_organisationevent" ("code", "country_id", "id", "mandate", "mandate_ar", "mandate_en", "mandate_fr", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_ar", "short_name_en", "short_name_fr", "website") VALUES (NEW."code", NEW."country_id", NEW."id", NEW."mandate", NEW."mandate_ar", NEW."mandate_en", NEW."mandate_fr", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short_name", NEW."short_name_ar", NEW."short_name_en", NEW."short_name_fr", NEW."website"); RETURN NULL;',
                    hash="958afad5686e6117b888ded3a57ec5730e0dec04",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9e5fc",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "accounts_organisationevent" ("code", "country_id", "id", "mandate", "mandate_ar", "mandate_en", "mandate_fr", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "short_name_ar", "short_name_en", "short_name_fr", "website") VALUES (OLD."code", OLD."country_id", OLD."id", OLD."mandate", OLD."mandate_ar", OLD."mandate_en", OLD."mandate_fr", OLD."name", OLD."name_ar", OLD."name_en", OLD."name_fr", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."short_name", OLD."short_name_ar", OLD."short_name_en", OLD."short_name_fr", OLD."website"); RETURN NULL;',
                    hash="f076ea6de0910da4a33d551891e79e4cd7733fb1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7b33b",
                    table="accounts_organisation",
                    when="AFTER",
                ),
            ),
        ),
    ]
