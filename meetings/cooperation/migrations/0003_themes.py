"""The themes are those of the whole portal (`regions.0005_themes` moved their table): here only what they are called changes."""

import django.db.models.deletion
from django.db import migrations, models


def lessons_have_themes(apps, schema_editor):
    """Lessons that are in the library already are found by the theme of their exchange."""
    publications = apps.get_model("library", "Publication").objects
    for exchange in apps.get_model("cooperation", "Exchange").objects.filter(state="released"):
        for item in publications.filter(slug=f"lessons-of-exchange-{exchange.pk}"):
            item.themes.add(exchange.offer.theme_id)


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0002_words_of_projects"),
        ("library", "0002_themes"),
        ("regions", "0005_themes"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="expertise",
                    name="theme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expertise",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="capacityevent",
                    name="theme",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="supportrequestevent",
                    name="theme",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="expertiseevent",
                    name="theme",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="supportrequest",
                    name="theme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="capacity",
                    name="theme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="priority",
                    name="theme",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="priorityevent",
                    name="theme",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.theme",
                        verbose_name="theme",
                    ),
                ),
                migrations.AlterField(
                    model_name="project",
                    name="themes",
                    field=models.ManyToManyField(
                        blank=True, related_name="projects", to="regions.theme", verbose_name="themes"
                    ),
                ),
                migrations.DeleteModel(
                    name="Theme",
                ),
            ],
        ),
        migrations.RunPython(lessons_have_themes, migrations.RunPython.noop),
    ]
