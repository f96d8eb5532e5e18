"""A client for your language models: the same models and API keys as in VS Code and on the command line.

>>> import open_llm
>>> with open_llm.Client() as client:
...     print(client.chat("Say hello in five words.").text)
"""

from . import errors, types
from .aio import AsyncClient, AsyncStream
from .client import Client, Stream
from .errors import OpenLlmError
from .messages import Answer, assistant, file, image, message, system, tool, tool_result, user

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "AsyncClient",
    "AsyncStream",
    "Client",
    "OpenLlmError",
    "Stream",
    "assistant",
    "errors",
    "file",
    "image",
    "message",
    "system",
    "tool",
    "tool_result",
    "types",
    "user",
]


def load_ipython_extension(ipython: object) -> None:
    """Adds the ``%%llm`` cell magic when ``%load_ext open_llm`` is run."""
    from .jupyter import register

    register(ipython)
