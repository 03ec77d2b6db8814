from meetings.admin import delegate, document, invitation, meeting, session  # noqa: F401
