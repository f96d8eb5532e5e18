"""A server process of our own, spoken to over its stdin and stdout."""

from __future__ import annotations

import asyncio
import sys
from typing import Mapping, Optional, Sequence

_LONGEST_HEADER = 64 * 1024
_PATIENCE_AT_THE_END_S = 3.0


class StdioTransport:
    """LSP framing: ``Content-Length`` headers, a blank line, then the JSON text."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, command: Sequence[str], environment: Optional[Mapping[str, str]] = None) -> StdioTransport:
        """Starts the command. What it says on stderr goes to ours."""
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=_own_stderr(),
            env=dict(environment) if environment is not None else None,
            limit=_LONGEST_HEADER,
        )
        return cls(process)

    async def receive(self) -> Optional[bytes]:
        length = None
        while True:
            line = await self._process.stdout.readline()
            if not line:
                return None
            if line in (b"\r\n", b"\n"):
                break
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        if length is None:
            raise ValueError("The server sent a message without a Content-Length.")
        try:
            return await self._process.stdout.readexactly(length)
        except asyncio.IncompleteReadError:
            return None

    async def send(self, message: bytes) -> None:
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(message) + message)
        await self._process.stdin.drain()

    async def close(self) -> None:
        """Closes stdin, which ends the server; kills it when it does not end by itself."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _PATIENCE_AT_THE_END_S)
        except asyncio.TimeoutError:
            self._process.kill()
            await self._process.wait()


def _own_stderr() -> Optional[int]:
    """Notebooks replace sys.stderr by an object without a file behind it; then the process inherits ours."""
    try:
        return sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        return None
