"""Tests of the lookup plugin and the module with a real ansible-playbook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, server_command

PLAYBOOK = """
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - name: lookup
      ansible.builtin.set_fact:
        lookup_response: "{{ lookup('open_llm.provider.ask', 'Hello from the lookup plugin', model='echo/echo') }}"
    - name: module
      open_llm.provider.chat:
        prompt: Hello from the module
        model: echo/echo
      register: chat
    - name: failing
      open_llm.provider.chat:
        prompt: /fail auth
        model: echo/echo
      register: failed
      ignore_errors: true
    - ansible.builtin.copy:
        content: "{{ {'lookup': lookup_response, 'chat': chat, 'failed': failed} | to_json }}"
        dest: "{{ target }}"
        mode: "0600"
"""


@pytest.fixture
def outcome(isolated_home: Path) -> Any:
    playbook = Path(sys.executable).parent / "ansible-playbook"
    if not playbook.exists():
        pytest.skip("ansible-core is not installed.")
    collection = isolated_home / "ansible_collections" / "open_llm" / "provider"
    shutil.copytree(ROOT / "protocol" / "python" / "ansible", collection)
    (isolated_home / "play.yml").write_text(PLAYBOOK)
    target = isolated_home / "out.json"
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(isolated_home),
        "ANSIBLE_LOCALHOST_WARNING": "False",
        "OPENLLM_COMMAND": server_command()[0],
        "LC_ALL": "C.UTF-8",
    }
    result = subprocess.run(
        [
            str(playbook),
            "-e",
            f"target={target}",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            str(isolated_home / "play.yml"),
        ],
        env=environment,
        cwd=isolated_home,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert target.exists(), result.stdout + result.stderr
    return json.loads(target.read_text())


def test_lookup_and_module_return_responses_and_report_errors(outcome: dict[str, Any]) -> None:
    assert outcome["lookup"] == "Hello from the lookup plugin"
    assert outcome["chat"]["text"] == "Hello from the module"
    assert outcome["chat"]["finish_reason"] == "stop"
    assert outcome["chat"]["changed"] is False
    assert outcome["failed"]["failed"] is True
    assert "Traceback" not in outcome["failed"]["msg"]
