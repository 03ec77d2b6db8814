"""Guardian's permission rows, with direct foreign keys: deleting an object deletes its grants."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from imap.core.history import tracked
from imap.regions.models import MapPillar, RegionalMap


@tracked()
class RegionalMapUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(RegionalMap, models.CASCADE)


@tracked()
class RegionalMapGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(RegionalMap, models.CASCADE)


@tracked()
class MapPillarUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(MapPillar, models.CASCADE)


@tracked()
class MapPillarGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(MapPillar, models.CASCADE)
