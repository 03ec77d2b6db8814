"""The keys of the objects on which a user holds a permission, as one subquery over guardian's direct tables.

`guardian.shortcuts.get_objects_for_user` gives the same rows; it reads the objects' own table on the way and builds five
querysets for it, which a list that asks three such questions pays many times over. A test compares the two.
"""

from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models.expressions import Expression
from guardian.utils import get_group_obj_perms_model, get_user_obj_perms_model

KEYS = """\
(SELECT content_object_id FROM {by_user} WHERE user_id = %s AND permission_id = {permission}
UNION ALL
SELECT granted.content_object_id FROM {by_group} granted JOIN {members} member USING (group_id)
WHERE member.user_id = %s AND granted.permission_id = {permission})"""
PERMISSION = """\
(SELECT permission.id FROM auth_permission permission JOIN django_content_type type ON type.id = permission.content_type_id
WHERE permission.codename = %s AND type.app_label = %s AND type.model = %s)"""


class Held(Expression):
    """To be asked with `in`: `Q(pk__in=Held(user.pk, "profiles.read_profile", Profile))`."""

    output_field = models.BigIntegerField()

    def __init__(self, user: int | None, permission: str, model: type[models.Model]) -> None:
        super().__init__()
        self.user, self.permission, self.model = user, permission, model

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        app, codename = self.permission.split(".")
        permission = [codename, app, self.model._meta.model_name]
        return keys_sql(self.model), [self.user, *permission, self.user, *permission]

    def get_group_by_cols(self) -> list[Any]:
        return []


@cache
def keys_sql(model: Any) -> str:
    return KEYS.format(
        by_user=get_user_obj_perms_model(model)._meta.db_table,
        by_group=get_group_obj_perms_model(model)._meta.db_table,
        members=get_user_model().groups.through._meta.db_table,
        permission=PERMISSION,
    )
