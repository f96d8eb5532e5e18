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
        looked_up: "{{ lookup('open_llm.provider.ask', 'said by a lookup', model='echo/echo') }}"
    - name: module
      open_llm.provider.chat:
        prompt: said by a module
        model: echo/echo
      register: asked
    - name: failing
      open_llm.provider.chat:
        prompt: /fail auth
        model: echo/echo
      register: failed
      ignore_errors: true
    - ansible.builtin.copy:
        content: "{{ {'looked_up': looked_up, 'asked': asked, 'failed': failed} | to_json }}"
        dest: "{{ target }}"
        mode: "0600"
"""


@pytest.fixture
def outcome(own_world: Path) -> Any:
    playbook = Path(sys.executable).parent / "ansible-playbook"
    if not playbook.exists():
        pytest.skip("ansible-core is not installed.")
    collection = own_world / "ansible_collections" / "open_llm" / "provider"
    shutil.copytree(ROOT / "protocol" / "python" / "ansible", collection)
    (own_world / "play.yml").write_text(PLAYBOOK)
    target = own_world / "out.json"
    environment = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(own_world),
        "ANSIBLE_LOCALHOST_WARNING": "False",
        "OPENLLM_COMMAND": server_command()[0],
        "LC_ALL": "C.UTF-8",
    }
    ran = subprocess.run(
        [
            str(playbook),
            "-e",
            f"target={target}",
            "-e",
            f"ansible_python_interpreter={sys.executable}",
            str(own_world / "play.yml"),
        ],
        env=environment,
        cwd=own_world,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert target.exists(), ran.stdout + ran.stderr
    return json.loads(target.read_text())


def test_lookup_and_module_answer_and_fail_as_they_should(outcome: dict[str, Any]) -> None:
    assert outcome["looked_up"] == "said by a lookup"
    assert outcome["asked"]["text"] == "said by a module"
    assert outcome["asked"]["finish_reason"] == "stop"
    assert outcome["asked"]["changed"] is False
    assert outcome["failed"]["failed"] is True
    assert "Traceback" not in outcome["failed"]["msg"]
