"""Checks the format, the rules, and the types of all Python source files: ``python tools/check.py [--fix]``.

The versions of ruff and mypy in ``checks.txt`` are installed from PyPI into a separate environment, which is retained.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "tools" / "checks.txt"
# Maven does not clean this target folder, so downloads are reused in later builds.
ENVIRONMENT = ROOT / "target" / "checks"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = PROGRAMS / ("python.exe" if sys.platform == "win32" else "python")


def main() -> int:
    if problem := prepare():
        print(problem, file=sys.stderr)
        return 1
    fix = sys.argv[1:] == ["--fix"]
    commands = [
        ["ruff", "check", "--quiet", *(["--fix"] if fix else [])],
        ["ruff", "format", "--quiet", *([] if fix else ["--diff"])],
        ["mypy", "--no-error-summary", "--cache-dir", str(ENVIRONMENT / "mypy")],
    ]
    results = [subprocess.run([str(PROGRAMS / name), *rest], cwd=ROOT, check=False) for name, *rest in commands]
    if any(result.returncode for result in results):
        print("The Python source checks failed. To fix formatting and imports, run:", file=sys.stderr)
        print(f"  python3 {Path(__file__)} --fix", file=sys.stderr)
        return 1
    return 0


def prepare() -> str | None:
    """Updates the environment if ``checks.txt`` has changed. Returns an error message if this is not possible."""
    stamp = ENVIRONMENT / "checks.txt"
    # The environment links to the Python installation that created it, which might have been replaced.
    if PYTHON.is_file() and stamp.is_file() and stamp.read_bytes() == PACKAGES.read_bytes():
        return None
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        return "Python's venv module is missing: install python3-venv and run the command again."
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    installed = subprocess.run([*pip, "-r", str(PACKAGES)], capture_output=True, text=True, check=False)
    if installed.returncode:
        reason = (installed.stderr.strip().splitlines() or ["unknown reason"])[-1]
        return f"pip could not install the checks of {PACKAGES} ({reason}). Connect to PyPI or set PIP_INDEX_URL."
    stamp.write_bytes(PACKAGES.read_bytes())
    return None


if __name__ == "__main__":
    sys.exit(main())
