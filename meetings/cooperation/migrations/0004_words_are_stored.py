"""The words of what states say of themselves are stored: a search does not work them out for each row."""

import django.contrib.postgres.search
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import imap.core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0003_themes"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="capacity",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="exchange",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="expertise",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="priority",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="roadmap",
            name="update_update",
        ),
        migrations.AddField(
            model_name="capacity",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("institution_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("legal_basis_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("practice_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("contact_ar"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("institution_en"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("legal_basis_en"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("practice_en"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("contact_en"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("institution_fr"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("legal_basis_fr"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("practice_fr"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("contact_fr"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="exchange",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("lessons_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("place_ar"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("lessons_en"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("place_en"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("lessons_fr"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("place_fr"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddField(
            model_name="expertise",
            name="words",
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
        migrations.AddField(
            model_name="priority",
            name="words",
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
        migrations.AddField(
            model_name="roadmap",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("title_ar"), models.Value("")
                        ),
                        models.Value(" "),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("summary_ar"), models.Value("")
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
                            models.F("summary_en"), models.Value("")
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
                            models.F("summary_fr"), models.Value("")
                        ),
                        arg_joiner=" || ",
                        output_field=models.TextField(),
                        template="(%(expressions)s)",
                    ),
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="capacity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."contact_ar" IS DISTINCT FROM (NEW."contact_ar") OR OLD."contact_en" IS DISTINCT FROM (NEW."contact_en") OR OLD."contact_fr" IS DISTINCT FROM (NEW."contact_fr") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution" IS DISTINCT FROM (NEW."institution") OR OLD."institution_ar" IS DISTINCT FROM (NEW."institution_ar") OR OLD."institution_en" IS DISTINCT FROM (NEW."institution_en") OR OLD."institution_fr" IS DISTINCT FROM (NEW."institution_fr") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."is_out" IS DISTINCT FROM (NEW."is_out") OR OLD."legal_basis" IS DISTINCT FROM (NEW."legal_basis") OR OLD."legal_basis_ar" IS DISTINCT FROM (NEW."legal_basis_ar") OR OLD."legal_basis_en" IS DISTINCT FROM (NEW."legal_basis_en") OR OLD."legal_basis_fr" IS DISTINCT FROM (NEW."legal_basis_fr") OR OLD."map_pillar_id" IS DISTINCT FROM (NEW."map_pillar_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."out_by_id" IS DISTINCT FROM (NEW."out_by_id") OR OLD."practice" IS DISTINCT FROM (NEW."practice") OR OLD."practice_ar" IS DISTINCT FROM (NEW."practice_ar") OR OLD."practice_en" IS DISTINCT FROM (NEW."practice_en") OR OLD."practice_fr" IS DISTINCT FROM (NEW."practice_fr") OR OLD."stated_at" IS DISTINCT FROM (NEW."stated_at") OR OLD."stated_by_id" IS DISTINCT FROM (NEW."stated_by_id") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id"))',
                    func='INSERT INTO "cooperation_capacityevent" ("as_of", "contact", "contact_ar", "contact_en", "contact_fr", "id", "institution", "institution_ar", "institution_en", "institution_fr", "is_demonstration", "is_out", "legal_basis", "legal_basis_ar", "legal_basis_en", "legal_basis_fr", "map_pillar_id", "organisation_id", "out_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practice", "practice_ar", "practice_en", "practice_fr", "stated_at", "stated_by_id", "theme_id") VALUES (NEW."as_of", NEW."contact", NEW."contact_ar", NEW."contact_en", NEW."contact_fr", NEW."id", NEW."institution", NEW."institution_ar", NEW."institution_en", NEW."institution_fr", NEW."is_demonstration", NEW."is_out", NEW."legal_basis", NEW."legal_basis_ar", NEW."legal_basis_en", NEW."legal_basis_fr", NEW."map_pillar_id", NEW."organisation_id", NEW."out_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."practice", NEW."practice_ar", NEW."practice_en", NEW."practice_fr", NEW."stated_at", NEW."stated_by_id", NEW."theme_id"); RETURN NULL;',
                    hash="9745c613830d456575d14405816d8526115804c5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fa0c7",
                    table="cooperation_capacity",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exchange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends" IS DISTINCT FROM (NEW."ends") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."lessons" IS DISTINCT FROM (NEW."lessons") OR OLD."lessons_ar" IS DISTINCT FROM (NEW."lessons_ar") OR OLD."lessons_en" IS DISTINCT FROM (NEW."lessons_en") OR OLD."lessons_fr" IS DISTINCT FROM (NEW."lessons_fr") OR OLD."need_id" IS DISTINCT FROM (NEW."need_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."place_ar" IS DISTINCT FROM (NEW."place_ar") OR OLD."place_en" IS DISTINCT FROM (NEW."place_en") OR OLD."place_fr" IS DISTINCT FROM (NEW."place_fr") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."regional_map_id" IS DISTINCT FROM (NEW."regional_map_id") OR OLD."starts" IS DISTINCT FROM (NEW."starts") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "cooperation_exchangeevent" ("ends", "form", "id", "is_demonstration", "lessons", "lessons_ar", "lessons_en", "lessons_fr", "need_id", "offer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_ar", "place_en", "place_fr", "proposed_at", "regional_map_id", "starts", "state") VALUES (NEW."ends", NEW."form", NEW."id", NEW."is_demonstration", NEW."lessons", NEW."lessons_ar", NEW."lessons_en", NEW."lessons_fr", NEW."need_id", NEW."offer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."place_ar", NEW."place_en", NEW."place_fr", NEW."proposed_at", NEW."regional_map_id", NEW."starts", NEW."state"); RETURN NULL;',
                    hash="ffd0185a7667cb2b7d3bc3fce5fb6950b33cefc1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61d16",
                    table="cooperation_exchange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="expertise",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."description_ar" IS DISTINCT FROM (NEW."description_ar") OR OLD."description_en" IS DISTINCT FROM (NEW."description_en") OR OLD."description_fr" IS DISTINCT FROM (NEW."description_fr") OR OLD."forms" IS DISTINCT FROM (NEW."forms") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."is_open" IS DISTINCT FROM (NEW."is_open") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."regional_map_id" IS DISTINCT FROM (NEW."regional_map_id") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."stated_at" IS DISTINCT FROM (NEW."stated_at") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_ar" IS DISTINCT FROM (NEW."title_ar") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_fr" IS DISTINCT FROM (NEW."title_fr"))',
                    func='INSERT INTO "cooperation_expertiseevent" ("audience", "city_id", "contact", "description", "description_ar", "description_en", "description_fr", "forms", "id", "is_demonstration", "is_open", "languages", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regional_map_id", "side", "stated_at", "theme_id", "title", "title_ar", "title_en", "title_fr") VALUES (NEW."audience", NEW."city_id", NEW."contact", NEW."description", NEW."description_ar", NEW."description_en", NEW."description_fr", NEW."forms", NEW."id", NEW."is_demonstration", NEW."is_open", NEW."languages", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."regional_map_id", NEW."side", NEW."stated_at", NEW."theme_id", NEW."title", NEW."title_ar", NEW."title_en", NEW."title_fr"); RETURN NULL;',
                    hash="32f56c3cacede89254e516d29ec5f72e7ddf2a12",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b500",
                    table="cooperation_expertise",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="priority",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."is_out" IS DISTINCT FROM (NEW."is_out") OR OLD."map_pillar_id" IS DISTINCT FROM (NEW."map_pillar_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."out_by_id" IS DISTINCT FROM (NEW."out_by_id") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."stated_at" IS DISTINCT FROM (NEW."stated_at") OR OLD."stated_by_id" IS DISTINCT FROM (NEW."stated_by_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_ar" IS DISTINCT FROM (NEW."text_ar") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_fr" IS DISTINCT FROM (NEW."text_fr") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                    func='INSERT INTO "cooperation_priorityevent" ("id", "is_demonstration", "is_out", "map_pillar_id", "organisation_id", "out_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "stated_at", "stated_by_id", "text", "text_ar", "text_en", "text_fr", "theme_id", "year") VALUES (NEW."id", NEW."is_demonstration", NEW."is_out", NEW."map_pillar_id", NEW."organisation_id", NEW."out_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."stated_at", NEW."stated_by_id", NEW."text", NEW."text_ar", NEW."text_en", NEW."text_fr", NEW."theme_id", NEW."year"); RETURN NULL;',
                    hash="980655eca733389d453fd352c799c5290c0f01dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4b781",
                    table="cooperation_priority",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roadmap",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."city_id" IS DISTINCT FROM (NEW."city_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."is_out" IS DISTINCT FROM (NEW."is_out") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."summary_ar" IS DISTINCT FROM (NEW."summary_ar") OR OLD."summary_en" IS DISTINCT FROM (NEW."summary_en") OR OLD."summary_fr" IS DISTINCT FROM (NEW."summary_fr") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_ar" IS DISTINCT FROM (NEW."title_ar") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."title_fr" IS DISTINCT FROM (NEW."title_fr"))',
                    func='INSERT INTO "cooperation_roadmapevent" ("audience", "city_id", "id", "is_demonstration", "is_out", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "summary_ar", "summary_en", "summary_fr", "title", "title_ar", "title_en", "title_fr") VALUES (NEW."audience", NEW."city_id", NEW."id", NEW."is_demonstration", NEW."is_out", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."summary", NEW."summary_ar", NEW."summary_en", NEW."summary_fr", NEW."title", NEW."title_ar", NEW."title_en", NEW."title_fr"); RETURN NULL;',
                    hash="c506b7cdf63af2f14e1dff791f8f53da332c9190",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ef6b",
                    table="cooperation_roadmap",
                    when="AFTER",
                ),
            ),
        ),
    ]
