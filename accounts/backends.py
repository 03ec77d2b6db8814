"""Who asks: the session and its user, by statements prepared once a connection (`imap.core.prepared`).

Every request of somebody signed in begins with these two rows; Django would word their questions anew each time. SESSION_ENGINE
names this module for its `SessionStore`, AUTHENTICATION_BACKENDS the `Backend`.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from imap.core.prepared import Prepared

SESSIONS = Prepared(lambda shape, key: Session.objects.filter(session_key=key))
USERS = Prepared(lambda shape, pk: User.objects.filter(pk=pk))


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        for session in SESSIONS.rows("one", self.session_key or ""):
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None


class Backend(AuthenticationBackend):
    """allauth's sign-in."""

    def get_user(self, user_id: Any) -> User | None:
        for user in USERS.rows("one", int(user_id)):
            if self.user_can_authenticate(user):
                return user
        return None
