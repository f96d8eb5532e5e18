"""The lookup plugin ``open_llm.provider.ask``."""

from __future__ import annotations

DOCUMENTATION = """
name: ask
author: The Open LLM Provider authors
short_description: Ask a language model
description:
  - Asks a model that is configured for Open LLM Provider and returns the text of its answer.
  - Runs on the controller, with the controller's configuration and keys.
requirements: [open-llm-provider]
options:
  _terms:
    description: The prompts; each is a conversation of its own.
    required: true
  model:
    description: The model as C(provider/model); the configured default when left out.
    type: str
    default: ""
  system:
    description: Instructions for the model.
    type: str
  temperature:
    description: From 0 to 2; the provider's default when left out.
    type: float
"""

EXAMPLES = """
- ansible.builtin.debug:
    msg: "{{ lookup('open_llm.provider.ask', 'Name three colors.') }}"
"""

RETURN = """
_raw:
  description: The text of each answer.
  type: list
  elements: str
"""

from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms: list[str], variables: dict[str, Any] | None = None, **kwargs: Any) -> list[str]:
        try:
            import open_llm
        except ImportError as missing:
            raise AnsibleLookupError(
                "The Python package open-llm-provider is missing on the controller: pip install open-llm-provider."
            ) from missing
        self.set_options(var_options=variables, direct=kwargs)
        temperature = self.get_option("temperature")
        settings = {} if temperature is None else {"temperature": temperature}
        try:
            with open_llm.Client(name="ansible") as client:
                return [
                    client.chat(term, model=self.get_option("model"), system=self.get_option("system"), **settings).text
                    for term in terms
                ]
        except open_llm.OpenLlmError as failed:
            raise AnsibleLookupError(str(failed)) from failed
