"""Subjects become themes: one vocabulary for all lists. What a publication was found under it is found under still."""

from django.db import migrations, models

LANGUAGES = ("ar", "en", "fr")
# Two words for one thing: the subject is that theme, where there is one.
SAME = {"border-management": "border"}


def merge(apps, schema_editor):
    themes = {subject.pk: theme_of(subject, apps.get_model("regions", "Theme")) for subject in subjects(apps)}
    move_links(apps, themes)
    move_log(apps, themes)
    schema_editor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # tables with checks still to come cannot be altered


def subjects(apps):
    return apps.get_model("library", "Subject").objects.order_by("slug")


def theme_of(subject, theme_model):
    """The theme of its code, or a new one after the others. What a theme is called it stays; a missing name is filled."""
    names = {f"name_{language}": getattr(subject, f"name_{language}") or "" for language in LANGUAGES}
    codes = [subject.slug, SAME.get(subject.slug, subject.slug)]
    theme = next((each for code in codes if (each := theme_model.objects.filter(code=code).first())), None)
    if theme is None:
        last = theme_model.objects.aggregate(last=models.Max("order"))["last"] or 0
        return theme_model.objects.create(code=subject.slug, name=subject.name, order=last + 1, **names)
    missing = {column: name for column, name in names.items() if name and not getattr(theme, column)}
    if missing:
        theme_model.objects.filter(pk=theme.pk).update(**missing)
    return theme


def move_links(apps, themes):
    publication = apps.get_model("library", "Publication")
    links = publication.subjects.through.objects.order_by("pk").values_list("publication", "subject")
    moved = publication.themes.through
    rows = [moved(publication_id=key, theme_id=themes[subject].pk) for key, subject in links]
    moved.objects.bulk_create(rows, ignore_conflicts=True)


def move_log(apps, themes):
    """Who changed which subject in the admin is told of the theme; the kind of rows that is gone leaves no permission behind."""
    content_type = apps.get_model("contenttypes", "ContentType")
    gone = content_type.objects.filter(app_label="library", model="subject").first()
    if gone is None:
        return
    kept, _is_new = content_type.objects.get_or_create(app_label="regions", model="theme")
    log = apps.get_model("admin", "LogEntry").objects.filter(content_type=gone)
    for pk, theme in themes.items():
        log.filter(object_id=str(pk)).update(content_type=kept, object_id=str(theme.pk))
    log.update(content_type=None)
    gone.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("library", "0001_library"),
        ("regions", "0005_themes"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="publications", to="regions.theme", verbose_name="themes"
            ),
        ),
        migrations.RunPython(merge),
        migrations.RemoveField(model_name="publication", name="subjects"),
        migrations.DeleteModel(name="Subject"),
    ]
