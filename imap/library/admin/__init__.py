from imap.library.admin import publication, shelf  # noqa: F401
