"""A new server process, connected through stdin and stdout."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence

_MAX_HEADER_BYTES = 64 * 1024
_EXIT_TIMEOUT_S = 3.0
_EXIT_CODE_TIMEOUT_S = 1.0


class StdioTransport:
    """A transport with LSP framing: ``Content-Length`` headers, a blank line, and the JSON message."""

    def __init__(
        self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, command: Sequence[str], environment: Mapping[str, str] | None = None) -> StdioTransport:
        """Starts the command. Its stderr is forwarded to the stderr of this process."""
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=_own_stderr(),
            env=dict(environment) if environment is not None else None,
            limit=_MAX_HEADER_BYTES,
        )
        assert process.stdout is not None and process.stdin is not None  # noqa: S101, PT018 - both are pipes
        return cls(process, process.stdout, process.stdin)

    async def receive(self) -> bytes | None:
        length = None
        while True:
            line = await self._reader.readline()
            if not line:
                return None
            if line in (b"\r\n", b"\n"):
                break
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        if length is None:
            raise ValueError("The server sent a message without a Content-Length header.")
        try:
            return await self._reader.readexactly(length)
        except asyncio.IncompleteReadError:
            return None

    async def send(self, message: bytes) -> None:
        self._writer.write(b"Content-Length: %d\r\n\r\n" % len(message) + message)
        await self._writer.drain()

    async def ended(self) -> str:
        """Returns how the process ended, for an error message. Waits until the process has exited."""
        try:
            code = await asyncio.wait_for(self._process.wait(), _EXIT_CODE_TIMEOUT_S)
        except asyncio.TimeoutError:
            return "It closed its output."
        if code >= 0:
            return f"The exit code was {code}."
        try:
            return f"It was stopped by the signal {signal.Signals(-code).name}."
        except ValueError:
            return f"It was stopped by signal {-code}."

    async def close(self) -> None:
        """Closes stdin, which stops the server. If the server does not exit, kills it."""
        self._writer.close()
        try:
            await asyncio.wait_for(self._process.wait(), _EXIT_TIMEOUT_S)
        except asyncio.TimeoutError:
            self._process.kill()
            await self._process.wait()


def _own_stderr() -> int | None:
    """Returns the file descriptor of stderr, or None if there is none, as in notebooks.

    If it is None, the process inherits the stderr of this process.
    """
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return None
