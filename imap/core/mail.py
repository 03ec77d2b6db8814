"""Mail in the demo: everything succeeds and nothing leaves."""

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)


class DemoBackend(BaseEmailBackend):
    """Letters are read in the outbox; what is not kept there (links to choose a password) stands in the log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            log.info("not sent, this is a demo: “%s” to %s\n%s", message.subject, message.to, message.body)
        return len(email_messages)
