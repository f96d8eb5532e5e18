"""Builds the wheel that contains the server: ``python tools/wheel.py [FOLDER]``.

Run it after the Maven build has created the jar.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = ROOT.parent.parent
SERVER = REPOSITORY / "server" / "target"
FILES = ["open-llm.jar", "open-llm.flags", "open-llm.gateway.flags", "open-llm", "THIRD-PARTY-NOTICES"]


def build(target: Path) -> Path:
    """Builds the wheel and returns its path. The build uses a copy, so the jar is never among the source files."""
    if not (SERVER / "open-llm.jar").is_file():
        sys.exit(f"The server is not built ({SERVER}): run mvn package first.")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "package"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "target", "__pycache__", "dist", ".*_cache"))
        shutil.copy(REPOSITORY / "LICENSE", copy / "LICENSE")
        (copy / "src" / "open_llm" / "program").mkdir()
        for file in FILES:
            shutil.copy(SERVER / file, copy / "src" / "open_llm" / "program" / file)
        target.mkdir(parents=True, exist_ok=True)
        # Without isolation, the build uses the installed hatchling and downloads nothing.
        isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
        options = ["--quiet", "--no-deps", *isolation, "--wheel-dir", str(target)]
        command = [sys.executable, "-m", "pip", "wheel", *options, str(copy)]
        subprocess.run(command, check=True)
    return next(target.glob("open_llm_provider-*.whl"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Builds the wheel that includes the server.")
    parser.add_argument("folder", nargs="?", type=Path, default=SERVER / "packages", help="the output folder")
    print(build(parser.parse_args().folder))
