from imap.newsroom.admin import event, feed, item  # noqa: F401
