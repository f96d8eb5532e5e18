"""The ``%%llm`` magic for notebooks. The cell is the prompt; the response is rendered as Markdown while it arrives.

    %load_ext open_llm
    %%llm -m anthropic/claude-sonnet-4-6 --history
    Explain the plot above.

``{name}`` in the cell is replaced with the value of the notebook variable with that name.
"""

from __future__ import annotations

import argparse
import re
import shlex
import time
from collections.abc import Callable
from typing import Any

from .client import Client
from .errors import OpenLlmError
from .messages import conversation, user
from .types import Message, NoticeEvent, ReasoningEvent, RefusalEvent, TextEvent

# Rendering Markdown is slow in a browser, and a shorter interval would only cause flicker.
_REDRAW_S = 0.08


class _Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise ValueError(f"{message}. {self.format_usage().strip()}")


def _parser() -> _Arguments:
    parser = _Arguments(prog="%%llm", add_help=False)
    parser.add_argument("-m", "--model", default="", help="provider/model (default: the configured default model)")
    parser.add_argument("-s", "--system", help="instructions for the model")
    parser.add_argument("-o", "--output", help="name of the variable for the response")
    parser.add_argument("--history", action="store_true", help="continue the conversation of the previous cells")
    parser.add_argument("--clear", action="store_true", help="start a new conversation")
    parser.add_argument("--temperature", type=float)
    return parser


class LlmMagic:
    """Sends the cell to a language model and renders the response as Markdown while it arrives.

    {name} in the prompt is replaced with the value of the notebook variable with that name.
    """

    # A notebook shows this text for %llm?
    __doc__ += "\n" + _parser().format_help()

    def __init__(self, shell: Any, connect: Callable[[], Client] = Client) -> None:
        self._shell = shell
        self._connect = connect
        self._client: Client | None = None
        self._history: list[Message] = []

    def __call__(self, line: str, cell: str | None = None) -> None:
        try:
            arguments, words = _parser().parse_known_args(shlex.split(line))
            unknown = [word for word in words if cell is not None or word.startswith("--")]
            if unknown:
                raise ValueError(f"Unknown option of %%llm: {unknown[0]}. {_parser().format_usage().strip()}")
            prompt = self._insert_variables(cell if cell is not None else " ".join(words))
            self._ask(arguments, prompt)
        except (OpenLlmError, ValueError) as failed:
            # The cell fails, so "run all" and nbconvert stop. IPython shows the message without a traceback, which
            # would obscure it.
            error_text = str(failed)
            failed.__dict__["_render_traceback_"] = lambda: [error_text]
            raise

    def _ask(self, arguments: argparse.Namespace, prompt: str) -> None:
        if arguments.clear:
            self._history = []
        messages = [*self._history, user(prompt)] if arguments.history else conversation(prompt)
        settings = {} if arguments.temperature is None else {"temperature": arguments.temperature}
        if self._client is None:
            self._client = self._connect()
        with self._client.stream(messages, model=arguments.model, system=arguments.system, **settings) as stream:
            _show(stream)
            answer = stream.answer
        self._history = [*messages, answer.message]
        if arguments.output:
            self._shell.user_ns[arguments.output] = answer.text

    def _insert_variables(self, cell: str) -> str:
        names = self._shell.user_ns
        return re.sub(r"\{([A-Za-z_]\w*)}", lambda m: str(names[m[1]]) if m[1] in names else m[0], cell)


def _show(stream: Any) -> None:
    from IPython.display import Markdown, display

    shown = display(Markdown("…"), display_id=True)
    text, drawn_at = "", 0.0
    for event in stream:
        if isinstance(event, (TextEvent, RefusalEvent)):
            text += event.text
        elif isinstance(event, NoticeEvent):
            print(event.message)
        elif isinstance(event, ReasoningEvent) and not text:
            continue
        if text and time.monotonic() - drawn_at > _REDRAW_S:
            shown.update(Markdown(text))
            drawn_at = time.monotonic()
    shown.update(Markdown(text or "*(no text)*"))


def register(shell: Any) -> None:
    """Registers the cell and line magic ``llm`` in a notebook."""
    shell.register_magic_function(LlmMagic(shell), magic_kind="line_cell", magic_name="llm")
