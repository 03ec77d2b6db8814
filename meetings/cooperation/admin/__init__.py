from meetings.cooperation.admin import expertise, project, request, roadmap, stated  # noqa: F401
