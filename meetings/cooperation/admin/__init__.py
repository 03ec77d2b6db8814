from meetings.cooperation.admin import expertise, project, roadmap, stated  # noqa: F401
