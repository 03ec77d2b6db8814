from profiles.admin import edition, places, profile, section_template, source, term  # noqa: F401
