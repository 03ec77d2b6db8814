"""A signed-in reader of the corpus: over HTTP by a session's key, in this process by Django's client."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.second_factor import SET_UP_HERE

HOST = "localhost"


def signed_in(user: User) -> Client:
    """With the second factor, as a reader of restricted profiles must be."""
    client = Client(HTTP_HOST=HOST)
    client.force_login(user)
    session = client.session
    session[SET_UP_HERE] = user.pk
    session.save()
    return client


def session_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def queries(client: Client, path: str) -> int:
    """How many statements a warm request makes."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
