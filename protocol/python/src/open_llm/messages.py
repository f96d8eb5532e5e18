"""Creates messages from text, images, and files, and from a response."""

from __future__ import annotations

import base64
import json
import mimetypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .types import (
    ChatEvent,
    ChatResult,
    FilePart,
    FinishReason,
    ImagePart,
    InvalidToolCallEvent,
    Message,
    NoticeEvent,
    Part,
    ProviderStateEvent,
    ProviderStatePart,
    ReasoningEvent,
    ReasoningPart,
    RefusalEvent,
    Role,
    TextEvent,
    TextPart,
    ToolCallEvent,
    ToolCallPart,
    ToolDefinition,
    ToolResultPart,
    Usage,
)

Content = str | Part | Sequence[str | Part]
Conversation = str | Message | Sequence[str | Message]


def message(role: Role, content: Content) -> Message:
    """Creates a message from a text, a part, or a list of these."""
    parts = content if isinstance(content, Sequence) and not isinstance(content, str) else [content]
    return Message(role, [TextPart(p) if isinstance(p, str) else p for p in parts])


def system(content: Content) -> Message:
    return message("system", content)


def user(*content: str | Part) -> Message:
    return message("user", list(content))


def assistant(content: Content) -> Message:
    return message("assistant", content)


def image(source: str | Path | bytes, mime_type: str | None = None) -> ImagePart:
    """Creates an image part from a file or from bytes."""
    data, guessed_type = _read(source, "image/png")
    return ImagePart(mime_type=mime_type or guessed_type, data=data)


def file(source: str | Path | bytes, mime_type: str | None = None, name: str | None = None) -> FilePart:
    """Creates a document part, such as a PDF, from a file or from bytes."""
    data, guessed_type = _read(source, "application/pdf")
    return FilePart(mime_type=mime_type or guessed_type, data=data, name=name or _name(source))


def tool(name: str, description: str, parameters: dict[str, Any]) -> ToolDefinition:
    """Defines a tool that the model can call. ``parameters`` is the JSON Schema of its arguments."""
    return ToolDefinition(name=name, description=description, input_schema=parameters)


def tool_result(call: ToolCallEvent | ToolCallPart | str, content: Any, is_error: bool = False) -> Message:
    """Returns the result of a tool as the next message to send. A value other than a text or a part is sent as JSON."""
    call_id = call if isinstance(call, str) else call.id
    parts = content if isinstance(content, (list, tuple)) else [content]
    return Message("user", [ToolResultPart(call_id=call_id, content=[_part(p) for p in parts], is_error=is_error)])


def conversation(messages: Conversation) -> list[Message]:
    """Returns the messages of a request. A string is converted to one user message."""
    if isinstance(messages, (str, Message)):
        messages = [messages]
    return [user(m) if isinstance(m, str) else m for m in messages]


@dataclass(frozen=True)
class Answer:
    """A complete response: its events in order, and the result."""

    events: list[ChatEvent]
    result: ChatResult = field(repr=False)

    @property
    def text(self) -> str:
        return "".join(e.text for e in self.events if isinstance(e, TextEvent))

    @property
    def usage(self) -> Usage:
        """The number of tokens that were used."""
        return self.result.usage

    @property
    def finish_reason(self) -> FinishReason:
        return self.result.finish_reason

    @property
    def reasoning(self) -> str:
        return "".join(e.text for e in self.events if isinstance(e, ReasoningEvent))

    @property
    def refusal(self) -> str:
        return "".join(e.text for e in self.events if isinstance(e, RefusalEvent))

    @property
    def tool_calls(self) -> list[ToolCallEvent]:
        return [e for e in self.events if isinstance(e, ToolCallEvent)]

    @property
    def invalid_tool_calls(self) -> list[InvalidToolCallEvent]:
        return [e for e in self.events if isinstance(e, InvalidToolCallEvent)]

    @property
    def notices(self) -> list[NoticeEvent]:
        return [e for e in self.events if isinstance(e, NoticeEvent)]

    @property
    def message(self) -> Message:
        """The response as an assistant message for the next request, including provider state."""
        return Message("assistant", list(_parts_of(self.events)))

    def __str__(self) -> str:
        return self.text


def _parts_of(events: Iterable[ChatEvent]) -> Iterable[Part]:
    text, thought = "", ""
    for event in events:
        if text and not isinstance(event, TextEvent):
            yield TextPart(text)
            text = ""
        if thought and not isinstance(event, ReasoningEvent):
            yield ReasoningPart(thought)
            thought = ""
        if isinstance(event, TextEvent):
            text += event.text
        elif isinstance(event, ReasoningEvent):
            thought += event.text
        elif isinstance(event, ToolCallEvent):
            yield ToolCallPart(id=event.id, name=event.name, arguments=event.arguments)
        elif isinstance(event, ProviderStateEvent):
            yield ProviderStatePart(provider=event.provider, model=event.model, data=event.data)
    if thought:
        yield ReasoningPart(thought)
    if text:
        yield TextPart(text)


def _part(content: Any) -> Part:
    if isinstance(content, (TextPart, ImagePart, FilePart)):
        return content
    return TextPart(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))


def _read(source: str | Path | bytes, fallback: str) -> tuple[str, str]:
    if isinstance(source, bytes):
        return base64.b64encode(source).decode(), fallback
    path = Path(source)
    return base64.b64encode(path.read_bytes()).decode(), mimetypes.guess_type(path.name)[0] or fallback


def _name(source: str | Path | bytes) -> str | None:
    return None if isinstance(source, bytes) else Path(source).name
