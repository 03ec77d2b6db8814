"""The line that gunicorn writes for each request, without the secrets that an address may hold."""

import re
from typing import Any

from gunicorn.glogging import Logger

# Personal links of delegates, links that stop mail, and those that set a password: who has one needs nothing else.
SECRET = re.compile(r"(/(?:personal-link|stop|reset/key|confirm-email)/)[^/?\s\"]+")


def masked(value: str) -> str:
    return SECRET.sub(r"\1…", value)


class AccessLog(Logger):
    def atoms(self, *request: Any) -> dict[str, Any]:
        said = super().atoms(*request)
        return {name: masked(value) if isinstance(value, str) else value for name, value in said.items()}
