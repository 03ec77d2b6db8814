"""The keys of the objects on which a user holds a permission, as one subquery over guardian's direct tables.

`guardian.shortcuts.get_objects_for_user` gives the same rows; it reads the objects' own table on the way and builds five
querysets for it, which a list that asks three such questions pays many times over. A test compares the two.
"""

from typing import Any

from django.db import models
from django.db.models.expressions import Expression


class Held(Expression):
    """To be asked with `in`: `Q(pk__in=Held(user.pk, "profiles.read_profile", Profile))`.

    The model needs a function `portal_held_<model>` in the database, made by a migration (accounts 0004, profiles 0005).
    """

    output_field = models.BigIntegerField()

    def __init__(self, user: int | None, permission: str, model: type[models.Model]) -> None:
        super().__init__()
        self.user, self.codename, self.model = user, permission.partition(".")[2], model

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"(SELECT portal_held_{self.model._meta.model_name}(%s, %s))", [self.user, self.codename]

    def get_group_by_cols(self) -> list[Any]:
        return []
