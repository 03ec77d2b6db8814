from accounts.admin import organisation, reading, regional_map, role_group, theme, user  # noqa: F401
