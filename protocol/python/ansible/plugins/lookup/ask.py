"""The lookup plugin ``open_llm.provider.ask``."""

from __future__ import annotations

DOCUMENTATION = """
name: ask
author: The Open LLM Provider authors
short_description: Ask a language model
description:
  - Sends prompts to a model that is configured for Open LLM Provider and returns the text of the responses.
  - Runs on the controller, with the configuration and the API keys of the controller.
requirements: [open-llm-provider]
options:
  _terms:
    description: The prompts. Each prompt starts a new conversation.
    required: true
  model:
    description: The model as C(provider/model). If it is empty, the configured default model is used.
    type: str
    default: ""
  system:
    description: Instructions for the model.
    type: str
  temperature:
    description: The temperature from 0 to 2. If it is omitted, the provider's default is used.
    type: float
"""

EXAMPLES = """
- ansible.builtin.debug:
    msg: "{{ lookup('open_llm.provider.ask', 'Name three colors.') }}"
"""

RETURN = """
_raw:
  description: The text of each response.
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
                "The Python package open-llm-provider is not installed on the controller. "
                "Run: pip install open-llm-provider"
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
