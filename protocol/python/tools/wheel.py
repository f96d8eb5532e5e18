"""Builds the wheel that carries the server: ``python tools/wheel.py [FOLDER]``, after the Maven build left its jar."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = ROOT.parent.parent
JAR = REPOSITORY / "server" / "target" / "open-llm.jar"


def build(target: Path) -> Path:
    """The path of the wheel. Works on a copy, so that the jar never lies among the sources."""
    if not JAR.is_file():
        sys.exit(f"The server is not built ({JAR}): run mvn package first.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "package"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "target", "__pycache__", "dist", ".*_cache"))
        shutil.copy(REPOSITORY / "LICENSE", copy / "LICENSE")
        (copy / "src" / "open_llm" / "server_jar").mkdir()
        shutil.copy(JAR, copy / "src" / "open_llm" / "server_jar" / "openllm-server.jar")
        target.mkdir(parents=True, exist_ok=True)
        # Without isolation the build uses the hatchling that is installed and downloads nothing.
        options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(target)]
        command = [sys.executable, "-m", "pip", "wheel", *options, str(copy)]
        subprocess.run(command, check=True)
    return next(target.glob("open_llm_provider-*.whl"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Builds the wheel that carries the server.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist", help="where the wheel is put")
    print(build(parser.parse_args().folder))
