"""The commands of bin/portal."""

import sys

from portal_tools import environment, services
from portal_tools.console import Failure


def setup() -> int:
    services.prepare_folders()
    environment.python_environment()
    environment.npm_modules()
    return 0


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["setup"]:
            return setup()
        if arguments[:1] == ["services"]:
            services.start(lend=False)
            return 0
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return 2
