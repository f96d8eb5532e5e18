"""JSON-RPC 2.0 over any transport that delivers complete messages."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from .errors import NetworkError, OpenLlmError, error_of
from .types import ErrorInfo
from .wire import from_wire

_METHOD_NOT_FOUND = -32601

Handler = Callable[[Any], Awaitable[Any]]


class Transport(Protocol):
    """Transports complete JSON messages in both directions."""

    async def receive(self) -> bytes | None:
        """Returns the next message, or None if the other side has closed the connection."""

    async def send(self, message: bytes) -> None:
        """Sends a message."""

    async def ended(self) -> str:
        """Returns a sentence about how the other side ended. Called when no more messages can be received."""

    async def close(self) -> None:
        """Closes the transport and the process or socket that it uses."""


class Connection:
    """Sends requests, matches replies, passes on progress by token, and handles requests from the server."""

    def __init__(self, transport: Transport, handlers: dict[str, Handler] | None = None) -> None:
        self._transport = transport
        self._handlers = handlers or {}
        self._ids = itertools.count(1)
        self._pending: dict[int, asyncio.Future[Any]] = {}
        self._progress: dict[str, Callable[[Any], None]] = {}
        self._closed = False
        self._end_reason = ""
        self._reader = asyncio.ensure_future(self._read())
        self._tasks: set[asyncio.Task[None]] = set()

    async def request(self, method: str, params: Any = None) -> Any:
        """Sends a request and waits for its result. Canceling the waiting task also cancels the request.

        Raises an :class:`~open_llm.errors.OpenLlmError`.
        """
        if self._closed:
            raise _stopped_error(self._end_reason)
        request_id = next(self._ids)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pending[request_id] = future
        try:
            await self._send({"id": request_id, "method": method, "params": params})
            return await future
        except asyncio.CancelledError:
            await self.notify("$/cancelRequest", {"id": request_id})
            raise
        finally:
            self._pending.pop(request_id, None)

    async def notify(self, method: str, params: Any = None) -> None:
        if not self._closed:
            await self._send({"method": method, "params": params})

    def on_progress(self, token: str, handler: Callable[[Any], None]) -> None:
        self._progress[token] = handler

    def forget_progress(self, token: str) -> None:
        self._progress.pop(token, None)

    async def close(self) -> None:
        self._closed = True
        await self._transport.close()
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        self._fail_all()

    async def _send(self, message: dict[str, Any]) -> None:
        body = {"jsonrpc": "2.0", **{k: v for k, v in message.items() if v is not None or k == "result"}}
        try:
            await self._transport.send(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
        except (OSError, RuntimeError) as broken:
            self._closed = True
            self._end_reason = self._end_reason or await self._transport.ended()
            raise _stopped_error(self._end_reason) from broken

    async def _read(self) -> None:
        try:
            while (message := await self._transport.receive()) is not None:
                self._handle(json.loads(message))
        except (OSError, ValueError, EOFError):
            pass  # reported below to all pending requests
        finally:
            self._closed = True
            try:
                self._end_reason = self._end_reason or await self._transport.ended()
            finally:
                self._fail_all()

    def _fail_all(self) -> None:
        for future in list(self._pending.values()):
            if not future.done():
                future.set_exception(_stopped_error(self._end_reason))

    def _handle(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            self._complete(message)
        elif message["method"] == "$/progress":
            params = message.get("params") or {}
            handler = self._progress.get(str(params.get("token")))
            if handler is not None:
                handler(params.get("value"))
        else:
            task = asyncio.ensure_future(self._handle_request(message))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _complete(self, message: dict[str, Any]) -> None:
        future = self._pending.get(message.get("id", -1))
        if future is None or future.done():
            return
        if "error" in message:
            future.set_exception(_error(message["error"]))
        else:
            future.set_result(message.get("result"))

    async def _handle_request(self, message: dict[str, Any]) -> None:
        handler = self._handlers.get(message["method"])
        request_id = message.get("id")
        if request_id is None:
            if handler is not None:
                await handler(message.get("params"))
            return
        if handler is None:
            error = {
                "code": _METHOD_NOT_FOUND,
                "message": f"This client does not support the method {message['method']}.",
            }
            await self._send({"id": request_id, "error": error})
            return
        try:
            await self._send({"id": request_id, "result": await handler(message.get("params"))})
        except Exception as failed:  # noqa: BLE001 - any exception of a handler must be returned to the server
            await self._send({"id": request_id, "error": {"code": -32000, "message": str(failed)}})


def _error(error: dict[str, Any]) -> OpenLlmError:
    data = error.get("data")
    if isinstance(data, dict) and "kind" in data:
        return error_of(from_wire(ErrorInfo, {"message": error.get("message", ""), **data}))
    return error_of(ErrorInfo(kind="internal", message=error.get("message", "The server reported an error.")))


def _stopped_error(reason: str) -> OpenLlmError:
    return NetworkError(
        ErrorInfo(
            kind="network",
            message=f"The Open LLM Provider server has stopped. {reason}".rstrip(),
            hint="Connect again. If the server stops again, run 'open-llm doctor'.",
        )
    )
