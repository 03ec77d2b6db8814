"""A translator holds one language. Who translated until now goes on in the language that they prefer."""

from django.db import migrations, models

NAMES = {"ar": "Arabic", "en": "English", "fr": "French"}


def by_language(apps, schema_editor):
    role_groups = apps.get_model("accounts", "RoleGroup").objects.filter(role="translator")
    for old in role_groups.select_related("group"):
        for membership in old.group.memberships.select_related("user"):
            membership.group = group_of(apps, membership.user.preferred_language, old.regional_map_id)
            membership.save(update_fields=["group"])
        old.group.delete()
    permissions = apps.get_model("auth", "Permission").objects
    permissions.filter(codename="translate_regionalmap", content_type__app_label="regions").delete()


def group_of(apps, language, regional_map):
    """The role group of a language over a regional i-Map, with its permission."""
    role = f"translator_{language}"
    group, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=f"{role}:{regional_map}")
    if is_new:
        grants = apps.get_model("accounts", "RegionalMapGroupPermission").objects
        grants.create(group=group, permission=permission_of(apps, language), content_object_id=regional_map)
        apps.get_model("accounts", "RoleGroup").objects.create(
            group=group, role=role, regional_map_id=regional_map
        )
    return group


def permission_of(apps, language):
    """Django makes permissions after all migrations, so this one may not be there yet."""
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="regions", model="regionalmap"
    )
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        codename=f"translate_{language}_regionalmap",
        content_type=kind,
        defaults={"name": f"Can translate texts of the regional i-Map into {NAMES[language]}"},
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_head_of_secretariat"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0004_translate_by_language"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rolegroup",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretariat", "secretariat"),
                    ("head_of_secretariat", "head of the secretariat"),
                    ("translator_ar", "translator into Arabic"),
                    ("translator_en", "translator into English"),
                    ("translator_fr", "translator into French"),
                    ("reader", "reader"),
                    ("focal_point", "national focal point"),
                    ("validator", "agency validator"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.RunPython(by_language, migrations.RunPython.noop),
    ]
