"""Fixtures for tests against the real server: the one created by the Maven build, or the one in OPENLLM_COMMAND."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE = ROOT / "protocol" / "node"
DIALECTS = ["openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat"]


class Gateway(NamedTuple):
    """A running gateway with a provider of each dialect."""

    address: str
    token: str
    ollama_address: str


def server_command() -> list[str]:
    launcher = os.environ.get("OPENLLM_COMMAND", str(ROOT / "server" / "target" / "open-llm"))
    if not Path(launcher).exists():
        pytest.skip(f"The server is not built ({launcher}): run mvn package first.")
    return [launcher, "serve", "--stdio"]


@pytest.fixture
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new home folder without the configuration, API keys, and running servers of the user who runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("OPENLLM_CONFIG_HOME", str(tmp_path / "config" / "openllm"))
    monkeypatch.setenv("OPENLLM_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path


@pytest.fixture
def command(isolated_home: Path) -> list[str]:
    return server_command()


@pytest.fixture(scope="session")
def provider() -> Iterator[dict[str, Any]]:
    """Starts the fake providers that the Node.js tests also use."""
    if not (NODE / "node_modules" / "tsx").exists():
        pytest.skip("The Node package's dependencies are not installed: run npm ci in protocol/node.")
    command = ["npx", "tsx", "test/serveFiveDialects.ts"]
    with subprocess.Popen(command, cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018 - both are pipes
        yield json.loads(process.stdout.readline())
        process.stdin.close()


@pytest.fixture(scope="session")
def gateway(provider: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    home = tmp_path_factory.mktemp("home")
    (home / "config.yaml").write_text(json.dumps(configuration(**provider)))  # JSON is valid YAML
    folders = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "OPENLLM_CONFIG_HOME", "OPENLLM_RUNTIME_DIR")}
    command = [server_command()[0], "gateway", "--port", "0", "--ollama-port", "0"]
    environment = {
        **os.environ,
        **folders,
        "OPENLLM_GATEWAY_TOKEN": "test-gateway-token",
        "KEY": "canary-provider-key",
    }
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        output = ""
        while "Warning:" not in output:
            output += process.stderr.readline() or pytest.fail(f"The gateway exited: {output}")
        addresses = [word for word in output.split() if word.startswith("http://")]
        try:
            yield Gateway(addresses[0].removesuffix("/v1"), "test-gateway-token", addresses[-1])
        finally:
            process.terminate()


def vector_of(text: str, dimensions: int = 1536) -> list[float]:
    """Returns the embedding that the fake provider creates. The values are exact in 32 bits."""
    total = sum(ord(character) for character in text)
    return [(total + i) % 61 / 16 - 2 for i in range(dimensions)]


def configuration(port: int, bases: dict[str, str]) -> dict[str, Any]:
    model = {"id": "m", "tools": True, "vision": True}
    return {
        "discovery": {"enabled": False},
        "providers": [
            {
                "name": dialect,
                "dialect": dialect,
                "api_base": f"http://127.0.0.1:{port}{base}",
                "api_key_env": "KEY",
                "models": [model, "text-embedding-3-small"],
            }
            for dialect, base in bases.items()
        ],
    }
