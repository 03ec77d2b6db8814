"""The worker and the clock of the portal: `celery -A imap worker`, `celery -A imap beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imap.settings")

app = Celery("imap")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
