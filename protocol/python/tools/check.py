"""Checks the format, the rules and the types of all Python sources: ``python tools/check.py [--fix]``.

ruff and mypy come from PyPI in the versions of ``checks.txt``, into an environment of their own that is kept.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "tools" / "checks.txt"
# Maven does not clean this target folder: what was downloaded once serves every build.
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
        print("The Python sources do not pass their checks. To repair format and imports, run:", file=sys.stderr)
        print(f"  python3 {Path(__file__)} --fix", file=sys.stderr)
        return 1
    return 0


def prepare() -> str | None:
    """Fills the environment when ``checks.txt`` has changed. Returns what prevents it, where something does."""
    stamp = ENVIRONMENT / "checks.txt"
    # It links to the Python that made it, which may have been replaced since.
    if PYTHON.is_file() and stamp.is_file() and stamp.read_bytes() == PACKAGES.read_bytes():
        return None
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        return "Python's venv module is missing: install python3-venv and run the command again."
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    installed = subprocess.run([*pip, "-r", str(PACKAGES)], capture_output=True, text=True, check=False)
    if installed.returncode:
        reason = (installed.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        return f"pip could not install the checks of {PACKAGES} ({reason}). Connect to PyPI or set PIP_INDEX_URL."
    stamp.write_bytes(PACKAGES.read_bytes())
    return None


if __name__ == "__main__":
    sys.exit(main())
