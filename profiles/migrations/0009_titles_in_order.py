import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0008_history_by_bytes"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="profile",
            name="profile_list_ar",
        ),
        migrations.RemoveIndex(
            model_name="profile",
            name="profile_list_en",
        ),
        migrations.RemoveIndex(
            model_name="profile",
            name="profile_list_fr",
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                models.F("regional_map"),
                django.db.models.functions.comparison.Collate(
                    models.Func(
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.NullIf(
                                models.F("title_ar"), models.Value("")
                            ),
                            django.db.models.functions.comparison.NullIf(
                                models.F("title_en"), models.Value("")
                            ),
                            django.db.models.functions.comparison.NullIf(
                                models.F("title_fr"), models.Value("")
                            ),
                            output_field=models.CharField(),
                        ),
                        models.Value("^ال"),
                        models.Value(""),
                        function="regexp_replace",
                        output_field=models.CharField(),
                    ),
                    "ar-x-icu",
                ),
                models.F("id"),
                name="profile_az_ar",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                models.F("regional_map"),
                django.db.models.functions.comparison.Collate(
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.functions.comparison.NullIf(models.F("title_en"), models.Value("")),
                        django.db.models.functions.comparison.NullIf(models.F("title_fr"), models.Value("")),
                        django.db.models.functions.comparison.NullIf(models.F("title_ar"), models.Value("")),
                        output_field=models.CharField(),
                    ),
                    "en-x-icu",
                ),
                models.F("id"),
                name="profile_az_en",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                models.F("regional_map"),
                django.db.models.functions.comparison.Collate(
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.functions.comparison.NullIf(models.F("title_fr"), models.Value("")),
                        django.db.models.functions.comparison.NullIf(models.F("title_en"), models.Value("")),
                        django.db.models.functions.comparison.NullIf(models.F("title_ar"), models.Value("")),
                        output_field=models.CharField(),
                    ),
                    "fr-x-icu",
                ),
                models.F("id"),
                name="profile_az_fr",
            ),
        ),
    ]
