"""Checks the Python source files and runs the tests. Called by the Maven build; requires the packaged server.

If arguments are specified, they are passed to pytest, and the checks are skipped.

The tool uses the first Python installation with the packages that the tests require, such as that of Debian with the
packages that ``.ci/run`` installs. If there is none, pip installs the packages into a separate environment (``.venv``).
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import check

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
MODULES = "pytest, IPython, ansible, hatchling, ensurepip"
PACKAGES = ["pytest==8.4.2", "ipython==8.37.0", "ansible-core==2.17.14", "hatchling==1.27.0"]


def main() -> int:
    if sys.version_info < (3, 10):  # noqa: UP036 - any Python version can start this file
        print("The Python tests need Python 3.10 or newer: install it and run the command again.", file=sys.stderr)
        return 1
    if not sys.argv[1:] and check.main():
        return 1
    python = next((p for p in (sys.executable, "/usr/bin/python3") if has_modules(p)), None) or own_environment()
    if python is None:
        print("Python's venv module is missing: install python3-venv and run the command again.", file=sys.stderr)
        return 1
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [python, "-m", "pytest", "-q", *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def has_modules(python: str) -> bool:
    if not os.access(python, os.X_OK):
        return False
    return subprocess.run([python, "-c", f"import {MODULES}"], capture_output=True, check=False).returncode == 0


def own_environment() -> str | None:
    """Returns the Python of the separate environment, or None if it cannot be created.

    The environment is recreated if its requirements have changed.
    """
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = ENVIRONMENT / "packages.txt"
    if not stamp.is_file() or stamp.read_text() != "\n".join(PACKAGES):
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            return None
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        stamp.write_text("\n".join(PACKAGES))
    return str(python)


if __name__ == "__main__":
    sys.exit(main())
