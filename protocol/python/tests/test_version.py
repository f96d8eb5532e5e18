"""Tests that all packages have the same version, and that the release workflow uses the files of the build."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT

TOOL = ROOT / "protocol" / "python" / "tools" / "version.py"
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")


def test_every_package_has_the_same_version() -> None:
    checked = subprocess.run([sys.executable, str(TOOL)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_another_version_is_refused_with_the_file_that_has_it() -> None:
    checked = subprocess.run([sys.executable, str(TOOL), "99.0.0"], capture_output=True, text=True)
    assert checked.returncode == 1
    assert "vscode-client/package.json has version" in checked.stderr


def test_the_workflow_holds_no_secret() -> None:
    secrets = [line.strip() for line in WORKFLOW.splitlines() if "secrets." in line]
    assert secrets == ["VSCE_PAT: ${{ secrets.VSCE_PAT }}", "OVSX_PAT: ${{ secrets.OVSX_PAT }}"]
