import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_cancelled_meetings"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0005_themes"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="themes",
            field=models.ManyToManyField(
                blank=True,
                help_text="None where the documents do not say.",
                related_name="meetings",
                to="regions.theme",
                verbose_name="themes",
            ),
        ),
        migrations.CreateModel(
            name="ThemeOfMeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
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
                    "theme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.theme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThemeOfMeeting",
            fields=[],
            options={
                "verbose_name": "theme",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("meetings.meeting_themes",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="themeofmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_themeofmeetingevent" ("id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."theme_id"); RETURN NULL;',
                    hash="8b9bc07fd9b972ce23f19ab59e401ada848332c4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_96eee",
                    table="meetings_meeting_themes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="themeofmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_themeofmeetingevent" ("id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."theme_id"); RETURN NULL;',
                    hash="b48c76bb892862c9ed1dbe198dcf84d9f73e105d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a5d34",
                    table="meetings_meeting_themes",
                    when="AFTER",
                ),
            ),
        ),
    ]
