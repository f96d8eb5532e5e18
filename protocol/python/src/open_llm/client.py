"""The synchronous client. It runs the asynchronous client in a separate thread, so it also works in notebooks."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from .aio import AsyncClient, AsyncStream
from .messages import Answer, Conversation
from .types import (
    CallToolResult,
    ChatEvent,
    ConfigEdit,
    ConfigEditResult,
    ConfigShowResult,
    ConfigTarget,
    InitializeResult,
    InlineCompletionResult,
    InputType,
    ModelInfo,
    ProviderInfo,
    SecretScope,
    SecretStore,
    SecretWhereResult,
    TestSecretResult,
    ToolDefinition,
)

if TYPE_CHECKING:
    from .aio import Matrix

T = TypeVar("T")


def _new_loop() -> asyncio.AbstractEventLoop:
    """Returns an event loop that supports subprocesses, regardless of the policy.

    On Windows, the selector loop does not support them.
    """
    proactor: type[asyncio.AbstractEventLoop] | None = getattr(asyncio, "ProactorEventLoop", None)
    return proactor() if proactor is not None else asyncio.new_event_loop()


class _LoopThread:
    """An event loop that runs in a daemon thread."""

    def __init__(self) -> None:
        self._loop = _new_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="open-llm", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            raise

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Stream:
    """A running response: an iterator over its events.

    ``answer`` is available when the response has ended. Leaving the ``with`` block or calling ``close()`` cancels the
    request.
    """

    def __init__(self, thread: _LoopThread, stream: AsyncStream) -> None:
        self._thread = thread
        self._stream = stream

    @property
    def answer(self) -> Answer:
        """The complete response. Raises RuntimeError while the response is running."""
        return self._stream.answer

    def __iter__(self) -> Iterator[ChatEvent]:
        return self

    def __next__(self) -> ChatEvent:
        event = self._thread.run(self._next())
        if event is None:
            raise StopIteration
        return event

    async def _next(self) -> ChatEvent | None:
        return await anext(self._stream, None)

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Cancels the request if it is still running."""
        self._thread.run(self._stream.aclose())


class Client:
    """A client for models, chats, tokens, and API keys.

    It has the methods of :class:`~open_llm.aio.AsyncClient`, without ``await``.
    """

    def __init__(self, *, command: Sequence[str] | None = None, own: bool = False, name: str = "python") -> None:
        self._thread = _LoopThread()
        try:
            self._client = self._thread.run(AsyncClient.connect(command=command, own=own, name=name))
        except BaseException:
            self._thread.stop()
            raise

    @property
    def server(self) -> InitializeResult:
        return self._client.server

    def chat(self, messages: Conversation, **options: Any) -> Answer:
        """Sends a chat request and waits for the complete response. See :meth:`~open_llm.aio.AsyncClient.stream`."""
        return self._thread.run(self._client.chat(messages, **options))

    def stream(self, messages: Conversation, **options: Any) -> Stream:
        """Sends a chat request to a model and returns the events of the response as they arrive."""

        async def start() -> AsyncStream:
            return self._client.stream(messages, **options)

        return Stream(self._thread, self._thread.run(start()))

    def list_models(self, *, refresh: bool = False, provider: str | None = None) -> list[ModelInfo]:
        return self._thread.run(self._client.list_models(refresh=refresh, provider=provider))

    def list_providers(self, *, known: bool = False, refresh: bool = False) -> list[ProviderInfo]:
        return self._thread.run(self._client.list_providers(known=known, refresh=refresh))

    def count_tokens(self, texts: Sequence[str], *, model: str = "") -> list[int]:
        return self._thread.run(self._client.count_tokens(texts, model=model))

    @overload
    def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: Literal[False] = False,
    ) -> list[list[float]]: ...

    @overload
    def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: Literal[True],
    ) -> Matrix: ...

    def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: bool = False,
    ) -> list[list[float]] | Matrix:
        """Returns one embedding for each text. See :meth:`~open_llm.aio.AsyncClient.embed`."""
        if as_numpy:
            return self._thread.run(
                self._client.embed(texts, model=model, dimensions=dimensions, input_type=input_type, as_numpy=True)
            )
        return self._thread.run(self._client.embed(texts, model=model, dimensions=dimensions, input_type=input_type))

    def complete_inline(self, prefix: str, suffix: str = "", **options: Any) -> InlineCompletionResult:
        """Returns the text to insert at the cursor. See :meth:`~open_llm.aio.AsyncClient.complete_inline`."""
        return self._thread.run(self._client.complete_inline(prefix, suffix, **options))

    def set_secret(
        self, provider: str, value: str, *, store: SecretStore | None = None, scope: SecretScope | None = None
    ) -> SecretWhereResult:
        return self._thread.run(self._client.set_secret(provider, value, store=store, scope=scope))

    def delete_secret(self, provider: str, *, store: SecretStore | None = None) -> SecretWhereResult:
        return self._thread.run(self._client.delete_secret(provider, store=store))

    def copy_secret(
        self,
        provider: str,
        *,
        from_: SecretStore,
        to: SecretStore,
        from_scope: SecretScope | None = None,
        to_scope: SecretScope | None = None,
    ) -> SecretWhereResult:
        return self._thread.run(
            self._client.copy_secret(provider, from_=from_, to=to, from_scope=from_scope, to_scope=to_scope)
        )

    def test_secret(self, provider: str, *, model: str | None = None) -> TestSecretResult:
        return self._thread.run(self._client.test_secret(provider, model=model))

    def where_secret(self, provider: str) -> SecretWhereResult:
        return self._thread.run(self._client.where_secret(provider))

    def show_config(self, path: Sequence[str] = ()) -> ConfigShowResult:
        return self._thread.run(self._client.show_config(path))

    def edit_config(
        self, edits: Sequence[ConfigEdit], *, target: ConfigTarget | None = None, preview: bool = False
    ) -> ConfigEditResult:
        return self._thread.run(self._client.edit_config(edits, target=target, preview=preview))

    def list_tools(self) -> list[ToolDefinition]:
        return self._thread.run(self._client.list_tools())

    def call_tool(self, name: str, arguments: dict[str, Any] | None = None) -> CallToolResult:
        return self._thread.run(self._client.call_tool(name, arguments))

    def close(self) -> None:
        self._thread.run(self._client.close())
        self._thread.stop()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
