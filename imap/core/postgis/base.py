"""Django would begin each request with `SELECT 1` to learn whether the server is still there (`CONN_HEALTH_CHECKS`).

A server that went away has closed the connection, and then the socket has something to read: only then is the question put.
"""

import select

from django.contrib.gis.db.backends.postgis import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        return self.is_quiet() or super().is_usable()

    def is_quiet(self) -> bool:
        """Whether the server has sent nothing since its last answer, no farewell either."""
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        return not poll.poll(0)
