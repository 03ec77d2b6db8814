import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0007_change_note_in_three_languages"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="city",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="hub",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="leg",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN ((OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."regional_map_id" IS DISTINCT FROM (NEW."regional_map_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug")) OR OLD."point"::bytea IS DISTINCT FROM NEW."point"::bytea)',
                    func='INSERT INTO "profiles_cityevent" ("country_id", "id", "is_illustrative", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "regional_map_id", "slug") VALUES (NEW."country_id", NEW."id", NEW."is_illustrative", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."point", NEW."regional_map_id", NEW."slug"); RETURN NULL;',
                    hash="bfc836907e4a6764b86575c0505e378646b07d5c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2146f",
                    table="profiles_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hub",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN ((OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."hub_class" IS DISTINCT FROM (NEW."hub_class") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_illustrative" IS DISTINCT FROM (NEW."is_illustrative") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_ar" IS DISTINCT FROM (NEW."name_ar") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fr" IS DISTINCT FROM (NEW."name_fr") OR OLD."regional_map_id" IS DISTINCT FROM (NEW."regional_map_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug")) OR OLD."point"::bytea IS DISTINCT FROM NEW."point"::bytea)',
                    func='INSERT INTO "profiles_hubevent" ("country_id", "hub_class", "id", "is_illustrative", "name", "name_ar", "name_en", "name_fr", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "point", "regional_map_id", "slug") VALUES (NEW."country_id", NEW."hub_class", NEW."id", NEW."is_illustrative", NEW."name", NEW."name_ar", NEW."name_en", NEW."name_fr", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."point", NEW."regional_map_id", NEW."slug"); RETURN NULL;',
                    hash="c7a832d221d8ac3e289fb057c71aa71349aecb37",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3783b",
                    table="profiles_hub",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leg",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN ((OLD."end_name" IS DISTINCT FROM (NEW."end_name") OR OLD."end_name_ar" IS DISTINCT FROM (NEW."end_name_ar") OR OLD."end_name_en" IS DISTINCT FROM (NEW."end_name_en") OR OLD."end_name_fr" IS DISTINCT FROM (NEW."end_name_fr") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."leg_class" IS DISTINCT FROM (NEW."leg_class") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."route_id" IS DISTINCT FROM (NEW."route_id") OR OLD."start_name" IS DISTINCT FROM (NEW."start_name") OR OLD."start_name_ar" IS DISTINCT FROM (NEW."start_name_ar") OR OLD."start_name_en" IS DISTINCT FROM (NEW."start_name_en") OR OLD."start_name_fr" IS DISTINCT FROM (NEW."start_name_fr")) OR OLD."path"::bytea IS DISTINCT FROM NEW."path"::bytea)',
                    func='INSERT INTO "profiles_legevent" ("end_name", "end_name_ar", "end_name_en", "end_name_fr", "id", "leg_class", "mode", "order", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id", "start_name", "start_name_ar", "start_name_en", "start_name_fr") VALUES (NEW."end_name", NEW."end_name_ar", NEW."end_name_en", NEW."end_name_fr", NEW."id", NEW."leg_class", NEW."mode", NEW."order", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."route_id", NEW."start_name", NEW."start_name_ar", NEW."start_name_en", NEW."start_name_fr"); RETURN NULL;',
                    hash="73303b6c5818a0450ebdb64a58289c187ecee9a5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c4330",
                    table="profiles_leg",
                    when="AFTER",
                ),
            ),
        ),
    ]
