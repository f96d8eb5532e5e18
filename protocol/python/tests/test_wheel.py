"""The wheel, installed where nothing else is: it brings its own server."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from conftest import ROOT, server_command
from open_llm import server

SCRIPT = """
import open_llm
with open_llm.Client(own=True) as client:
    print(client.chat("from the wheel", model="echo/echo").text)
"""


def test_an_installed_wheel_answers_with_the_server_it_carries(own_world: Path, tmp_path: Path) -> None:
    server_command()
    if server.find_java() is None:
        pytest.skip("No Java 25 was found.")
    wheel = tmp_path / "wheel"
    tool = ROOT / "protocol" / "python" / "tools" / "wheel.py"
    built = subprocess.run([sys.executable, str(tool), str(wheel)], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--no-index", str(next(wheel.glob("*.whl")))], check=True
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "OPENLLM_COMMAND")}
    asked = subprocess.run(
        [str(python), "-c", SCRIPT], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
    )
    assert asked.stdout.strip() == "from the wheel", asked.stderr
