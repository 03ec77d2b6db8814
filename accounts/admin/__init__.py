from accounts.admin import organisation, reading, regional_map, role_group, user  # noqa: F401
