import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.comparison
from django.db import migrations, models

import imap.core.fields


def joined(language):
    names = [
        django.db.models.functions.comparison.Coalesce(models.F(f"{field}_{language}"), models.Value(""))
        for field in ("name", "un_name")
    ]
    return models.Func(
        names[0], models.Value(" "), names[1],
        template="(%(expressions)s)", arg_joiner=" || ", output_field=models.TextField(),
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="country", name="country_search"),
        migrations.RemoveField(model_name="country", name="search"),
        migrations.AddField(
            model_name="country",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=imap.core.fields.NamesVector(*(joined(code) for code in ("ar", "en", "fr"))),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="country",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="country_search"),
        ),
    ]
