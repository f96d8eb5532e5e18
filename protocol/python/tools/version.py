"""Checks that all packages have the same version: ``python tools/version.py [VERSION]``.

If VERSION is specified, all packages must have that version. A version is MAJOR.MINOR.PATCH for all packages together.
A client of one version works with a server of another version: messages are only ever extended, and each side ignores
unknown fields.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
FILES = {
    "pom.xml": r"<artifactId>openllm</artifactId>\s*<version>([^<]+)",
    "protocol/pom.xml": r"<artifactId>openllm</artifactId>\s*<version>([^<]+)",
    "server/pom.xml": r"<artifactId>openllm</artifactId>\s*<version>([^<]+)",
    "vscode-client/pom.xml": r"<artifactId>openllm</artifactId>\s*<version>([^<]+)",
    "protocol/python/pyproject.toml": r'(?m)^version = "([^"]+)"',
    "protocol/python/src/open_llm/__init__.py": r'__version__ = "([^"]+)"',
    "README.md": r"<artifactId>openllm-server</artifactId>\s*<version>([^<]+)",
}
PACKAGES = ["vscode-client/package.json", "protocol/node/package.json", "protocol/node/cli/package.json"]


def versions() -> dict[str, str]:
    """Returns the version in each file."""
    found = {}
    for name, pattern in FILES.items():
        match = re.search(pattern, (REPOSITORY / name).read_text("utf-8"))
        found[name] = match.group(1) if match else "none"
    for name in PACKAGES:
        found[name] = json.loads((REPOSITORY / name).read_text("utf-8"))["version"]
    return found


def main() -> int:
    found = versions()
    wanted = sys.argv[1] if sys.argv[1:] else found["pom.xml"]
    others = {name: version for name, version in found.items() if version != wanted}
    for name, version in others.items():
        print(f"{name} has version {version} instead of {wanted}.", file=sys.stderr)
    return 1 if others else 0


if __name__ == "__main__":
    sys.exit(main())
