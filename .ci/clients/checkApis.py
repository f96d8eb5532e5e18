"""Tests the packaged gateway with the SDKs of the APIs that it offers, and its description with schemathesis.

Run it manually after ``mvn package``. The packages are installed into ``server/target/clients``. The test takes about
two minutes, in addition to the installation.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "server" / "target"
ENVIRONMENT = TARGET / "clients"
PACKAGES = [
    "pytest",
    "openai",
    "ollama",
    "google-genai",
    "langchain-openai",
    "llama-index-embeddings-openai",
    "numpy",
    "schemathesis",
]
TESTS = [
    "tests/test_openai_client.py",
    "tests/test_ollama_client.py",
    "tests/test_gemini_client.py",
    "tests/test_embedding_frameworks.py",
    "tests/test_embeddings.py",
]
TOKEN = "check-gateway-token"  # noqa: S105 - used in this run only

# Operations that are not available return 501 in the format of the API, as documented.
CONFORMANCE = "status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method"
CONFIGURATION = 'discovery: {enabled: false}\naliases: {"*": echo/echo}\n'


def main() -> int:
    programs = environment()
    library = {**os.environ, "PYTHONPATH": "src"}
    command = [programs / "python", "-m", "pytest", "-q", *TESTS]
    tests = subprocess.run(command, cwd=ROOT / "protocol/python", env=library, check=False)
    return tests.returncode or check_description(programs)


def environment() -> Path:
    programs = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    if not programs.is_dir():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return programs


def check_description(programs: Path) -> int:
    """Sends valid and invalid requests to every operation and compares the responses with the API description."""
    with tempfile.TemporaryDirectory() as home:
        Path(home, "config.yaml").write_text(CONFIGURATION)
        folders = {name: home for name in ("HOME", "XDG_CONFIG_HOME", "OPENLLM_CONFIG_HOME", "OPENLLM_RUNTIME_DIR")}
        variables = {**os.environ, **folders, "OPENLLM_GATEWAY_TOKEN": TOKEN}
        command = [TARGET / "open-llm", "gateway", "--port", "0"]
        with subprocess.Popen(command, env=variables, stderr=subprocess.PIPE, text=True) as gateway:
            try:
                address = gateway.stderr.readline().split()[-1].removesuffix("/v1")
                return schemathesis(programs, address)
            finally:
                gateway.terminate()


def schemathesis(programs: Path, address: str) -> int:
    command = [programs / "schemathesis", "run", f"{address}/openapi.json", "-H", f"Authorization: Bearer {TOKEN}"]
    bounds = ["--checks", CONFORMANCE, "--phases", "coverage,fuzzing", "--max-examples", "15", "--seed", "1"]
    health = ["--suppress-health-check", "filter_too_much", "--no-color"]
    return subprocess.run([*command, *bounds, *health], cwd=TARGET, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
