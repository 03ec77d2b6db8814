from meetings.admin import document, meeting, session  # noqa: F401
