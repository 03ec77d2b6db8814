"""The commands of bin/portal."""

import sys
from collections.abc import Callable

from portal_tools import checks, demo, services, system
from portal_tools.console import StepError

HELP = """\
bin/portal COMMAND

  demo         install what is missing, start everything, load the demo, serve (PORT=8000)
  test [ARGS]  run the tests; arguments go to pytest
  check        lint, types, imports, migrations, translations, .env.example
  bench        measure (bench/run.py)
  setup        install what is missing, start nothing
  services     start PostGIS and Redis and leave them running; `services status` tells
  stop         stop the demo, PostGIS and Redis
  clean        stop, then remove .venv, node_modules, var and static/vendor
  messages     collect messages for translation
  lock         write requirements.txt anew
  screenshots  take pictures of the pages
"""


def _services(arguments: list[str]) -> int:
    if arguments == ["status"]:
        return services.status()
    services.start(lend=False)
    return 0


def _setup(arguments: list[str]) -> int:
    checks.setup()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": lambda arguments: demo.run(),
    "test": checks.test,
    "check": lambda arguments: checks.check(),
    "bench": checks.script("bench/run.py", *system.BENCH),
    "setup": _setup,
    "services": _services,
    "stop": lambda arguments: checks.stop(),
    "clean": lambda arguments: checks.clean(),
    "messages": lambda arguments: checks.messages(),
    "lock": lambda arguments: checks.lock(),
    "screenshots": checks.script("bin/screenshots.py"),
}


def main(arguments: list[str]) -> int:
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(HELP, end="", file=sys.stderr)
        return 0 if arguments in ([], ["help"]) else 2
    try:
        return command(arguments[1:])
    except StepError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
