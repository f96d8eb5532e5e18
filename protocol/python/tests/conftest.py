"""Tests run against the real server: the one that the Maven build left, or the one OPENLLM_COMMAND names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def server_command() -> list[str]:
    launcher = os.environ.get("OPENLLM_COMMAND", str(ROOT / "server" / "target" / "open-llm"))
    if not Path(launcher).exists():
        pytest.skip(f"The server is not built ({launcher}): run mvn package first.")
    return [launcher, "serve", "--stdio"]


@pytest.fixture
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own: no configuration, keys or running servers of the person who runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("OPENLLM_CONFIG_HOME", str(tmp_path / "config" / "openllm"))
    monkeypatch.setenv("OPENLLM_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path


@pytest.fixture
def command(own_world: Path) -> list[str]:
    return server_command()
