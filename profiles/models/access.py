"""Grants on single profiles, as rows with direct foreign keys."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from imap.core.history import tracked
from profiles.models.profile import Profile


@tracked()
class ProfileUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Profile, models.CASCADE)


@tracked()
class ProfileGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Profile, models.CASCADE)
