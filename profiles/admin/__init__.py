from profiles.admin import edition, places, profile, section_template, source  # noqa: F401
