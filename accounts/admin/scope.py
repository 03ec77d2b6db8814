"""Who sees and writes what in the admin: the regional i-Maps that a person works on decide, nothing else.

Staff hold none of Django's model permissions. A row is seen and written by those who hold the admin's `needs` permission
on its regional i-Map, through `accounts.access`; rows of other maps are not there: no list, filter, search or choice has them.
"""

from typing import Any, cast

from django.db import models
from django.http import HttpRequest

from accounts.access import objects_for
from accounts.models import User
from imap.core.admin import PortalAdmin
from imap.regions.models import RegionalMap


def staff(request: HttpRequest) -> User:
    """Who works in the admin: the site lets nobody else in."""
    return cast(User, request.user)


def maps_of(request: HttpRequest, needs: str = "edit") -> models.QuerySet[RegionalMap]:
    """Regional i-Maps on which the user may `edit`, `publish` or `admit`."""
    return objects_for(request.user, f"regions.{needs}_regionalmap", RegionalMap)


def holds(request: HttpRequest, needs: str, regional_map_id: int | None = None) -> bool:
    """Whether the user may do it on that map (default: on any); asked of the database once a request."""
    kept: dict[str, set[int]] = request.__dict__.setdefault("maps_held", {})
    if needs not in kept:
        kept[needs] = set(maps_of(request, needs).values_list("pk", flat=True))
    return regional_map_id in kept[needs] if regional_map_id is not None else bool(kept[needs])


class MapScopedAdmin(PortalAdmin):
    """For a model with a regional i-Map. `needs` is the permission on the map that opens its rows."""

    needs = "edit"
    map_path = "regional_map"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With what the names of rows are made of: choices show the same names as the list."""
        mine = maps_of(request, self.needs).values("pk")
        rows = super().get_queryset(request).filter(**{f"{self.map_path}__in": mine})
        related = self.list_select_related
        return rows.select_related(*related) if isinstance(related, list) and related else rows

    def map_id_of(self, obj: models.Model) -> int:
        for part in self.map_path.split("__")[:-1]:
            obj = getattr(obj, part)
        return getattr(obj, f"{self.map_path.split('__')[-1]}_id")

    def is_mine(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request, self.needs, None if obj is None else self.map_id_of(obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request, self.needs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_mine(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return holds(request, self.needs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_mine(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_mine(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A row stays with the regional i-Map that it was made for: its history and grants are that map's."""
        fixed = super().get_readonly_fields(request, obj)
        has_map = self.map_path == "regional_map" and obj is not None
        return [*fixed, "regional_map"] if has_map and "regional_map" not in fixed else fixed

    def get_list_display(self, request: HttpRequest) -> Any:
        """Who works on one regional i-Map knows which it is."""
        shown = super().get_list_display(request)
        several = maps_of(request, self.needs).count() > 1
        return [column for column in shown if several or column != "regional_map"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who works on one regional i-Map need not choose it."""
        initial = super().get_changeform_initial_data(request)
        mine = list(maps_of(request, self.needs).values_list("pk", flat=True)[:2])
        return {"regional_map": mine[0], **initial} if len(mine) == 1 else initial
