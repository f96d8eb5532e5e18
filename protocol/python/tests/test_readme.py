"""Tests that run the quick starts in the README unmodified, with the built-in model."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, server_command
from open_llm import server

README = (ROOT / "README.md").read_text("utf-8")
OF_THE_PACKAGE = re.findall(r"```python\n(.*?)```", (ROOT / "protocol/python/README.md").read_text("utf-8"), re.DOTALL)
ANSWER = "Name three colors."


def block(language: str, containing: str) -> str:
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(b for b in blocks if containing in b)


@pytest.fixture
def environment(own_world: Path) -> dict[str, str]:
    """No provider is configured and no local server is searched for, so the built-in model responds."""
    folder = own_world / ".config" / "openllm"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text("discovery:\n  enabled: false\n")
    launcher = server_command()[0]
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("OPENLLM_CONFIG", "XDG_CONFIG"))},
        "OPENLLM_COMMAND": launcher,
        "PYTHONPATH": str(ROOT / "protocol" / "python" / "src"),
    }


def run(command: list[str], environment: dict[str, str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, cwd=cwd)


def test_python(environment: dict[str, str], own_world: Path) -> None:
    ran = run([sys.executable, "-c", block("python", "import open_llm")], environment, cwd=own_world)
    assert ran.stdout == ANSWER, ran.stderr


@pytest.mark.parametrize(
    ("number", "expected"),
    enumerate(
        [
            "Write a haiku about compilers.",
            "Name three colors. 5 stop\necho/echo 131072\necho Ready",
            'get_weather answered: "{"sky": "clear"}"',
            "rate_limited 1000",
            "Name three colors.",
        ]
    ),
)
def test_the_packages_own_readme(environment: dict[str, str], own_world: Path, number: int, expected: str) -> None:
    ran = run([sys.executable, "-c", OF_THE_PACKAGE[number]], environment, cwd=own_world)
    assert ran.stdout.startswith(expected), ran.stdout + ran.stderr


def test_the_packages_own_readme_has_no_other_example() -> None:
    assert len(OF_THE_PACKAGE) == 5


def test_node(environment: dict[str, str]) -> None:
    package = ROOT / "protocol" / "node"
    if not (package / "node_modules" / "tsx").exists():
        pytest.skip("The Node package's dependencies are not installed: run npm ci in protocol/node.")
    # Inside the package, the package name resolves to the source code, so nothing must be built or published first.
    script = package / "readme-quick-start.mjs"
    script.write_text(block("js", "@open-llm/client"))
    try:
        ran = run(["npx", "tsx", "--conditions=open-llm-source", script.name], environment, cwd=package)
    finally:
        script.unlink()
    assert ran.stdout == ANSWER, ran.stderr


def test_java(environment: dict[str, str], own_world: Path) -> None:
    java = server.find_java()
    if java is None or not Path(java).with_name("javac").exists():
        pytest.skip("There is no JDK 25 here: install one.")
    program = own_world / "QuickStart.java"
    program.write_text(block("java", "dev.openllm.server.OpenLlm"))
    jar = Path(server_command()[0]).with_name("open-llm.jar")
    ran = run([java, "-cp", str(jar), str(program)], environment, cwd=own_world)
    assert ran.stdout == ANSWER, ran.stderr


def test_http(environment: dict[str, str]) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed.")
    gateway = subprocess.Popen(
        [server_command()[0], "gateway"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert gateway.stdout is not None
    try:
        started = [gateway.stdout.readline() for _ in range(3)]
        if "in use" in "".join(started):
            pytest.skip("Another program uses the gateway's port.")
        ran = run(["bash", "-c", block("sh", "/v1/chat/completions")], environment)
        answer = json.loads(ran.stdout)
        assert answer["choices"][0]["message"]["content"] == ANSWER
    finally:
        gateway.terminate()
        gateway.wait(120)


def test_command_line(environment: dict[str, str]) -> None:
    ran = run([server_command()[0], "chat", "-m", "echo/echo", ANSWER], environment)
    assert ran.stdout.strip() == ANSWER, ran.stderr
