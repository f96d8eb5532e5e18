"""Tests that all packages have the same version, and that the release workflow uses the files of the build."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT

TOOL = ROOT / "protocol" / "python" / "tools" / "version.py"
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")


def test_all_packages_have_the_same_version() -> None:
    result = subprocess.run([sys.executable, str(TOOL)], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_a_different_version_is_reported_with_its_file() -> None:
    result = subprocess.run([sys.executable, str(TOOL), "99.0.0"], capture_output=True, text=True)
    assert result.returncode == 1
    assert "vscode-client/package.json has version" in result.stderr


def test_the_release_workflow_uses_only_the_registry_tokens() -> None:
    secrets = [line.strip() for line in WORKFLOW.splitlines() if "secrets." in line]
    assert secrets == ["VSCE_PAT: ${{ secrets.VSCE_PAT }}", "OVSX_PAT: ${{ secrets.OVSX_PAT }}"]
