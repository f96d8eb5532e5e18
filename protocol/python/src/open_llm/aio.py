"""The asynchronous client."""

from __future__ import annotations

import asyncio
import itertools
import os
import platform
import warnings
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

from . import messages as make
from .connection import Connection
from .messages import Answer, Conversation
from .server import own_server_command, running_servers
from .stdio import StdioTransport
from .types import (
    CallToolParams,
    CallToolResult,
    ChatEvent,
    ChatOptions,
    ChatParams,
    ChatResult,
    ClientCapabilities,
    CompletionSnippet,
    ConfigEdit,
    ConfigEditParams,
    ConfigEditResult,
    ConfigShowParams,
    ConfigShowResult,
    ConfigTarget,
    CopySecretParams,
    CountTokensParams,
    CountTokensResult,
    EmbedParams,
    EmbedResult,
    InitializeParams,
    InitializeResult,
    InlineCompletionParams,
    InlineCompletionResult,
    InputType,
    ListModelsParams,
    ListModelsResult,
    ListProvidersParams,
    ListProvidersResult,
    ListToolsResult,
    ModelInfo,
    ProviderInfo,
    SecretParams,
    SecretScope,
    SecretStore,
    SecretWhereResult,
    SetSecretParams,
    SettingsParams,
    TestSecretParams,
    TestSecretResult,
    ToolChoice,
    ToolDefinition,
)
from .websocket import WebSocketTransport
from .wire import from_wire, to_wire

if TYPE_CHECKING:
    import numpy

    Matrix: TypeAlias = numpy.ndarray[Any, numpy.dtype[numpy.float32]]

CLIENT_VERSION = "0.1.0"

T = TypeVar("T")


class AsyncStream:
    """A running response: an asynchronous iterator over its events.

    ``answer`` is available when the response has ended. Leaving the ``async with`` block or calling ``aclose()``
    cancels the request.
    """

    def __init__(self, connection: Connection, params: ChatParams) -> None:
        self._connection = connection
        self._token = params.progress_token or ""
        self._queue: asyncio.Queue[ChatEvent | None] = asyncio.Queue()
        self._events: list[ChatEvent] = []
        self._answer: Answer | None = None
        connection.on_progress(self._token, lambda event: self._queue.put_nowait(from_wire(ChatEvent, event)))
        self._request = asyncio.ensure_future(connection.request("chat/start", to_wire(params)))
        self._request.add_done_callback(lambda _: self._queue.put_nowait(None))

    @property
    def answer(self) -> Answer:
        """The complete response. Raises RuntimeError while the response is running."""
        if self._answer is None:
            raise RuntimeError("The response is not complete. Read the stream to its end first.")
        return self._answer

    def __aiter__(self) -> AsyncIterator[ChatEvent]:
        return self

    async def __anext__(self) -> ChatEvent:
        event = None if self._answer is not None else await self._queue.get()
        if event is None:
            await self._finish()
            raise StopAsyncIteration
        self._events.append(event)
        return event

    async def _finish(self) -> None:
        self._connection.forget_progress(self._token)
        if self._answer is None:
            result = from_wire(ChatResult, await self._request)
            self._answer = Answer(list(self._events), result)

    async def __aenter__(self) -> AsyncStream:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Cancels the request if it is still running."""
        self._connection.forget_progress(self._token)
        if not self._request.done():
            self._request.cancel()
            await asyncio.gather(self._request, return_exceptions=True)
        elif not self._request.cancelled():
            self._request.exception()  # retrieved, so asyncio does not report that it was never retrieved


class AsyncClient:
    """A client for models, chats, tokens, and API keys. It uses a running server or, if there is none, starts one.

    Use it as ``async with await AsyncClient.connect() as client``.
    """

    def __init__(self, connection: Connection, server: InitializeResult) -> None:
        self._connection = connection
        self._tokens = itertools.count(1)
        self.server = server

    @classmethod
    async def connect(
        cls, *, command: Sequence[str] | None = None, own: bool = False, name: str = "python"
    ) -> AsyncClient:
        """Connects to a running server or, if there is none, starts one.

        command: the command of a server to start instead, such as ``["open-llm", "serve", "--stdio"]``.
        own: whether a new server is always started, even if another one is running.
        name: the client name in the status and the usage record.
        """
        connection = await cls._open(command, own)
        params = InitializeParams(
            client_name=name,
            client_version=f"{CLIENT_VERSION} (Python {platform.python_version()})",
            process_id=os.getpid(),
            capabilities=ClientCapabilities(secret_storage=False, progress=False),
            # The current folder of a process is not necessarily a folder that the user trusts.
            settings=SettingsParams(folders=[str(Path.cwd())], trusted=False),
        )
        try:
            result = await connection.request("initialize", to_wire(params))
        except BaseException:
            await connection.close()
            raise
        return cls(connection, from_wire(InitializeResult, result))

    @staticmethod
    async def _open(command: Sequence[str] | None, own: bool) -> Connection:
        if command is None and not own:
            for server in running_servers():
                try:
                    return Connection(await WebSocketTransport.open(server.host, server.port, server.token))
                except OSError:
                    continue  # try the next server, or start one
        return Connection(await StdioTransport.start(list(command) if command else own_server_command()))

    async def chat(self, messages: Conversation, **options: Any) -> Answer:
        """Sends a chat request to a model and waits for the complete response.

        Accepts the arguments of :meth:`stream`.
        """
        async with self.stream(messages, **options) as stream:
            async for _ in stream:
                pass
            return stream.answer

    def stream(
        self,
        messages: Conversation,
        *,
        model: str = "",
        system: str | None = None,
        tools: Sequence[ToolDefinition] = (),
        tool_choice: ToolChoice | None = None,
        options: ChatOptions | None = None,
        **settings: Any,
    ) -> AsyncStream:
        """Sends a chat request to a model and returns the events of the response as they arrive.

        model: the model ID, in the form ``provider/model``. If empty, the configured default model is used.
        settings: fields of :class:`~open_llm.types.ChatOptions`, such as ``temperature=0.2``.
        """
        conversation = make.conversation(messages)
        if system is not None:
            conversation = [make.system(system), *conversation]
        params = ChatParams(
            model=model,
            messages=conversation,
            tools=list(tools),
            tool_choice=tool_choice,
            options=replace(options or ChatOptions(), **settings),
            progress_token=str(next(self._tokens)),
        )
        return AsyncStream(self._connection, params)

    async def list_models(self, *, refresh: bool = False, provider: str | None = None) -> list[ModelInfo]:
        """Returns the available models. ``refresh`` requests new model lists from the providers."""
        return (await self._call(ListModelsResult, "models/list", ListModelsParams(refresh, provider))).models

    async def list_providers(self, *, known: bool = False, refresh: bool = False) -> list[ProviderInfo]:
        """Returns the providers and their states. ``known`` adds the built-in providers that are not configured."""
        params = ListProvidersParams(known=known, refresh=refresh)
        return (await self._call(ListProvidersResult, "providers/list", params)).providers

    async def count_tokens(self, texts: Sequence[str], *, model: str = "") -> list[int]:
        """Returns the number of tokens in each text for a model."""
        params = CountTokensParams(model=model, texts=list(texts))
        return (await self._call(CountTokensResult, "tokens/count", params)).counts

    @overload
    async def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: Literal[False] = False,
    ) -> list[list[float]]: ...

    @overload
    async def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: Literal[True],
    ) -> Matrix: ...

    async def embed(
        self,
        texts: Sequence[str],
        *,
        model: str,
        dimensions: int | None = None,
        input_type: InputType | None = None,
        as_numpy: bool = False,
    ) -> list[list[float]] | Matrix:
        """Returns one embedding for each text, in the order of the texts.

        Issues a warning for each parameter that had to be omitted from the request, such as an input type.

        Args:
            texts: The texts. They are sent in batches of a size that the provider accepts.
            model: The ID of the embedding model, in the form ``provider/model``.
            dimensions: The length of the vectors, for models that can shorten them.
            input_type: ``query`` or ``document``, for models that distinguish between them.
            as_numpy: Whether to return a NumPy array of 32-bit floats with one row for each text.

        Raises:
            ImportError: If NumPy is requested but not installed. In this case, nothing was sent.
        """
        if isinstance(texts, str):
            raise TypeError("texts must be a list of strings, such as [text]")
        params = EmbedParams(model=model, texts=list(texts), dimensions=dimensions, input_type=input_type)
        to_matrix = _numpy_matrix() if as_numpy else None
        result = await self._call(EmbedResult, "embeddings/create", params)
        for notice in result.notices:
            warnings.warn(notice, stacklevel=2)
        return result.embeddings if to_matrix is None else to_matrix(result.embeddings)

    async def complete_inline(
        self,
        prefix: str,
        suffix: str = "",
        *,
        model: str = "",
        language_id: str | None = None,
        path: str | None = None,
        snippets: Sequence[CompletionSnippet] = (),
        max_output_tokens: int | None = None,
        single_line: bool = False,
    ) -> InlineCompletionResult:
        """Returns the text to insert between a prefix and a suffix, which is at the cursor of a document.

        Args:
            prefix: The text before the cursor.
            suffix: The text after the cursor.
            model: The model ID, in the form ``provider/model``. If empty, the configured model is used.
            language_id: The language of the document, such as ``python``.
            path: The relative path of the document.
            snippets: Relevant excerpts from other documents, most relevant first.
            max_output_tokens: The maximum number of tokens to generate.
            single_line: Whether to complete only the rest of the current line.
        """
        params = InlineCompletionParams(
            model=model,
            prefix=prefix,
            suffix=suffix,
            language_id=language_id,
            path=path,
            snippets=list(snippets),
            max_output_tokens=max_output_tokens,
            single_line=single_line,
        )
        return await self._call(InlineCompletionResult, "completion/inline", params)

    async def set_secret(
        self, provider: str, value: str, *, store: SecretStore | None = None, scope: SecretScope | None = None
    ) -> SecretWhereResult:
        """Stores the API key of a provider. The key cannot be read back."""
        return await self._call(SecretWhereResult, "secrets/set", SetSecretParams(provider, value, store, scope))

    async def delete_secret(self, provider: str, *, store: SecretStore | None = None) -> SecretWhereResult:
        """Deletes the API key of a provider from one store or, if no store is specified, from all stores."""
        return await self._call(SecretWhereResult, "secrets/delete", SecretParams(provider, store))

    async def copy_secret(
        self,
        provider: str,
        *,
        from_: SecretStore,
        to: SecretStore,
        from_scope: SecretScope | None = None,
        to_scope: SecretScope | None = None,
    ) -> SecretWhereResult:
        """Copies the API key of a provider from one store to another. The copy is bound to the same host."""
        return await self._call(
            SecretWhereResult, "secrets/copy", CopySecretParams(provider, from_, from_scope, to, to_scope)
        )

    async def test_secret(self, provider: str, *, model: str | None = None) -> TestSecretResult:
        """Tests the API key of a provider with a request that costs as much as a very short chat."""
        return await self._call(TestSecretResult, "secrets/test", TestSecretParams(provider, model))

    async def where_secret(self, provider: str) -> SecretWhereResult:
        """Returns the store that provides the API key of a provider, and the stores that were searched.

        The key is never returned.
        """
        return await self._call(SecretWhereResult, "secrets/where", SecretParams(provider))

    async def show_config(self, path: Sequence[str] = ()) -> ConfigShowResult:
        """Returns the effective configuration: each value with its source.

        path: limits the result to the values below this path.
        """
        return await self._call(ConfigShowResult, "config/show", ConfigShowParams(list(path)))

    async def edit_config(
        self, edits: Sequence[ConfigEdit], *, target: ConfigTarget | None = None, preview: bool = False
    ) -> ConfigEditResult:
        """Changes one configuration source. Default: the user's YAML file.

        preview: whether to only report the changes.
        """
        params = ConfigEditParams(target or ConfigTarget("native", "user"), list(edits), preview)
        return await self._call(ConfigEditResult, "config/edit", params)

    async def list_tools(self) -> list[ToolDefinition]:
        """Returns the tools of the editor that started the server, in the form that a chat request accepts."""
        return (await self._call(ListToolsResult, "tools/list")).tools

    async def call_tool(self, name: str, arguments: dict[str, Any] | None = None) -> CallToolResult:
        """Calls a tool of the editor. The editor asks the user for confirmation if the tool requires it."""
        return await self._call(CallToolResult, "tools/call", CallToolParams(name, arguments or {}))

    async def _call(self, kind: type[T], method: str, params: object = None) -> T:
        result: T = from_wire(kind, await self._connection.request(method, to_wire(params)))
        return result

    async def close(self) -> None:
        await self._connection.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _numpy_matrix() -> Callable[[list[list[float]]], Matrix]:
    """Returns a function that converts vectors to an array.

    NumPy is optional, so it is imported only when required.
    """
    try:
        import numpy
    except ImportError:
        raise ImportError("as_numpy requires NumPy, which is not installed. Run: pip install numpy") from None
    return lambda vectors: numpy.asarray(vectors, dtype=numpy.float32)
