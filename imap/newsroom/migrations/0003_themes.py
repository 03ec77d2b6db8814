from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_addresses_in_words"),
        ("regions", "0005_themes"),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="calendar_events", to="regions.theme", verbose_name="themes"
            ),
        ),
        migrations.AddField(
            model_name="newsitem",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="news", to="regions.theme", verbose_name="themes"
            ),
        ),
    ]
