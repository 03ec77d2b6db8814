"""Periods of older rounds, as in `2012–2013`, are written as new ones are; so are the figures that came of them."""

from django.core.exceptions import ValidationError
from django.db import migrations

from profiles.collection.period import as_period


def one_way(apps, schema_editor):
    Round = apps.get_model("collection", "Round")
    Observation = apps.get_model("indicators", "Observation")
    for round_ in Round.objects.all():
        if (period := read(round_.period)) and period != round_.period:
            Round.objects.filter(pk=round_.pk).update(period=period)
    for row in Observation.objects.filter(dataset__kind="round").exclude(period__regex=r"^\d{4}$"):
        same = {"dataset": row.dataset_id, "indicator": row.indicator_id, "country": row.country_id}
        period = read(row.period)
        if period and period != row.period and not Observation.objects.filter(period=period, **same).exists():
            Observation.objects.filter(pk=row.pk).update(period=period)


def read(typed):
    """Empty where it is no period: it stays as it is, and compiling asks for it."""
    try:
        return as_period(typed)
    except ValidationError:
        return ""


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial"), ("indicators", "0001_initial")]

    operations = [migrations.RunPython(one_way, migrations.RunPython.noop, elidable=True)]
