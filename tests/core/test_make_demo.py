"""What `make demo` does, in which order."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).resolve().parent.parent.parent / "bin"


def test_the_demo_is_loaded_once_its_words_can_be_said_in_three_languages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It keeps titles and letters that are put into words as they are made: without the catalogues all would be English."""
    monkeypatch.syspath_prepend(str(TOOLS))
    from portal_tools import demo

    done: list[str] = []

    class Recorder:
        def __getattr__(self, name: str) -> Any:
            return lambda *given: done.append(name)

    monkeypatch.setattr(demo, "project", Recorder())
    for name in ("environment", "ports", "_greet", "_watch"):
        monkeypatch.setattr(demo, name, Recorder() if name.isalpha() else lambda *given: None)
    monkeypatch.setattr(demo.services, "in_use", nullcontext)
    monkeypatch.setattr(demo, "_crew", lambda *given: nullcontext())
    with (tmp_path / "lock").open("a+") as lock:
        demo._run_alone(lock.fileno())
    assert done.index("migrate") < done.index("load_demo")
    assert done.index("compile_messages") < done.index("load_demo")
    assert "portal_tools" in sys.modules
