"""Django's admin with the portal's own site, named in INSTALLED_APPS in the place of `django.contrib.admin`."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "imap.core.admin.site.PortalAdminSite"
    default = False
