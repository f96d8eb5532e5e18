#!/usr/bin/python
"""The Ansible module ``open_llm.provider.chat``."""

from __future__ import annotations

DOCUMENTATION = """
module: chat
author: The Open LLM Provider authors
short_description: Ask a language model, with files
description:
  - Sends a prompt to a model that is configured for Open LLM Provider on the host on which the task runs.
  - Does not change the host.
requirements: [open-llm-provider]
options:
  prompt:
    description: The prompt.
    type: str
    required: true
  model:
    description: The model as C(provider/model). If it is empty, the configured default model is used.
    type: str
    default: ""
  system:
    description: Instructions for the model.
    type: str
  files:
    description: Text files, images, and PDFs on the host that are sent with the prompt.
    type: list
    elements: path
    default: []
  temperature:
    description: The temperature from 0 to 2. If it is omitted, the provider's default is used.
    type: float
  max_output_tokens:
    description: The maximum number of tokens in the response.
    type: int
"""

EXAMPLES = """
- open_llm.provider.chat:
    prompt: Why did this service fail?
    files: [/var/log/app.log]
  register: answer
"""

RETURN = """
text:
  description: The text of the response.
  type: str
  returned: success
model:
  description: The model that responded.
  type: str
  returned: success
finish_reason:
  description: The reason why the response ended.
  type: str
  returned: success
usage:
  description: The token counts that the provider reported.
  type: dict
  returned: success
"""

import mimetypes
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

try:
    import open_llm
except ImportError:
    HAS_OPEN_LLM = False
else:
    HAS_OPEN_LLM = True


def part_of(path: str) -> Any:
    """Returns a file as part of the prompt. Images and PDF files are unchanged; all other files are read as text."""
    kind = mimetypes.guess_type(path)[0] or ""
    if kind.startswith("image/"):
        return open_llm.image(path)
    if kind == "application/pdf":
        return open_llm.file(path)
    return f"{path}:\n{Path(path).read_text(errors='replace')}"


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "prompt": {"type": "str", "required": True},
            "model": {"type": "str", "default": ""},
            "system": {"type": "str"},
            "files": {"type": "list", "elements": "path", "default": []},
            "temperature": {"type": "float"},
            "max_output_tokens": {"type": "int"},
        },
        supports_check_mode=True,
    )
    if not HAS_OPEN_LLM:
        module.fail_json(msg=missing_required_lib("open-llm-provider"))
    given = module.params
    settings = {k: given[k] for k in ("temperature", "max_output_tokens") if given[k] is not None}
    try:
        question = open_llm.user(given["prompt"], *(part_of(path) for path in given["files"]))
        with open_llm.Client(name="ansible") as client:
            answer = client.chat(question, model=given["model"], system=given["system"], **settings)
    except (open_llm.OpenLlmError, OSError) as failed:
        module.fail_json(msg=str(failed))
    result = answer.result
    module.exit_json(
        changed=False,
        text=answer.text,
        model=result.model,
        finish_reason=result.finish_reason,
        usage={k: v for k, v in asdict(result.usage).items() if v is not None},
    )


if __name__ == "__main__":
    main()
