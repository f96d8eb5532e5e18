"""Runs the tests of the Python package in an environment of their own. Called by the Maven build; needs its server.

The environment is kept in ``.venv`` and made anew when what it needs has changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
NEEDED = ["pytest==8.4.2", "ipython==8.37.0", "ansible-core==2.17.14"]


def main() -> int:
    if sys.version_info < (3, 10):
        print("The Python tests need Python 3.10 or newer: install it and run the command again.", file=sys.stderr)
        return 1
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = ENVIRONMENT / "needed.txt"
    if not stamp.is_file() or stamp.read_text() != "\n".join(NEEDED):
        try:
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            print("Python's venv module is missing: install python3-venv and run the command again.", file=sys.stderr)
            return 1
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDED], check=True)
        stamp.write_text("\n".join(NEEDED))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run([str(python), "-m", "pytest", "-q", *sys.argv[1:]], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
