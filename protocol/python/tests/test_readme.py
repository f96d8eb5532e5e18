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
PACKAGE_EXAMPLES = re.findall(
    r"```python\n(.*?)```", (ROOT / "protocol/python/README.md").read_text("utf-8"), re.DOTALL
)
RESPONSE = "Name three colors."


def block(language: str, containing: str) -> str:
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(b for b in blocks if containing in b)


@pytest.fixture
def environment(isolated_home: Path) -> dict[str, str]:
    """No provider is configured and no local server is searched for, so the built-in model responds."""
    folder = isolated_home / ".config" / "openllm"
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


def test_the_python_example_prints_the_response(environment: dict[str, str], isolated_home: Path) -> None:
    result = run([sys.executable, "-c", block("python", "import open_llm")], environment, cwd=isolated_home)
    assert result.stdout == RESPONSE, result.stderr


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
def test_the_package_readme_examples_print_the_documented_output(
    environment: dict[str, str], isolated_home: Path, number: int, expected: str
) -> None:
    result = run([sys.executable, "-c", PACKAGE_EXAMPLES[number]], environment, cwd=isolated_home)
    assert result.stdout.startswith(expected), result.stdout + result.stderr


def test_every_example_in_the_package_readme_is_tested() -> None:
    assert len(PACKAGE_EXAMPLES) == 5


def test_the_node_example_prints_the_response(environment: dict[str, str]) -> None:
    package = ROOT / "protocol" / "node"
    if not (package / "node_modules" / "tsx").exists():
        pytest.skip("The Node package's dependencies are not installed: run npm ci in protocol/node.")
    # Inside the package, the package name resolves to the source code, so nothing must be built or published first.
    script = package / "readme-quick-start.mjs"
    script.write_text(block("js", "@open-llm/client"))
    try:
        result = run(["npx", "tsx", "--conditions=open-llm-source", script.name], environment, cwd=package)
    finally:
        script.unlink()
    assert result.stdout == RESPONSE, result.stderr


def test_the_java_example_prints_the_response(environment: dict[str, str], isolated_home: Path) -> None:
    java = server.find_java()
    if java is None or not Path(java).with_name("javac").exists():
        pytest.skip("JDK 25 is not installed.")
    program = isolated_home / "QuickStart.java"
    program.write_text(block("java", "dev.openllm.server.OpenLlm"))
    jar = Path(server_command()[0]).with_name("open-llm.jar")
    result = run([java, "-cp", str(jar), str(program)], environment, cwd=isolated_home)
    assert result.stdout == RESPONSE, result.stderr


def test_the_curl_example_returns_the_response(environment: dict[str, str]) -> None:
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
        result = run(["bash", "-c", block("sh", "/v1/chat/completions")], environment)
        completion = json.loads(result.stdout)
        assert completion["choices"][0]["message"]["content"] == RESPONSE
    finally:
        gateway.terminate()
        gateway.wait(120)


def test_the_command_line_prints_the_response(environment: dict[str, str]) -> None:
    result = run([server_command()[0], "chat", "-m", "echo/echo", RESPONSE], environment)
    assert result.stdout.strip() == RESPONSE, result.stderr
