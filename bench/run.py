"""`make bench` starts here; `bench.main` says what is done."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bench.main import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
