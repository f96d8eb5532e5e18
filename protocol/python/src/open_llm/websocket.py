"""A connection to a running server through a WebSocket on the loopback address.

The client is as small as the protocol allows (RFC 6455, no extensions), because the package has no dependencies.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import struct

_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUATION, _TEXT, _CLOSE, _PING, _PONG = 0x0, 0x1, 0x8, 0x9, 0xA
_MAX_MESSAGE_BYTES = 256 * 1024 * 1024
_HANDSHAKE_S = 5.0

SUBPROTOCOL = "open-llm.v1"


class WebSocketTransport:
    """A transport that sends each JSON message as one WebSocket text message."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, host: str, port: int, token: str) -> WebSocketTransport:
        """Connects with the token in the ``Authorization`` header. Raises OSError if the server refuses."""
        reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), _HANDSHAKE_S)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            (
                f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
                f"Authorization: Bearer {token}\r\n\r\n"
            ).encode()
        )
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HANDSHAKE_S)
            _check_handshake(head.decode("latin-1"), key)
        except (asyncio.IncompleteReadError, asyncio.TimeoutError, ConnectionError) as refused:
            writer.close()
            raise ConnectionRefusedError("The running server refused the connection.") from refused
        return cls(reader, writer)

    async def receive(self) -> bytes | None:
        message = bytearray()
        while True:
            try:
                final, opcode, payload = await self._frame()
            except (asyncio.IncompleteReadError, ConnectionError):
                return None
            if opcode == _CLOSE:
                return None
            if opcode == _PING:
                await self._write(_PONG, payload)
            elif opcode in (_TEXT, _CONTINUATION):
                message += payload
                if len(message) > _MAX_MESSAGE_BYTES:
                    raise ValueError("The server sent a message larger than 256 MiB.")
                if final:
                    return bytes(message)

    async def send(self, message: bytes) -> None:
        await self._write(_TEXT, message)

    async def ended(self) -> str:
        """Returns a sentence about how the connection ended. A running server does not report details."""
        return "It closed the connection."

    async def close(self) -> None:
        try:
            await self._write(_CLOSE, struct.pack("!H", 1000))
            self._writer.close()
            await self._writer.wait_closed()
        except (ConnectionError, OSError):
            pass  # the socket is already closed, as intended

    async def _frame(self) -> tuple[bool, int, bytes]:
        first, second = await self._reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", await self._reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", await self._reader.readexactly(8))
        if length > _MAX_MESSAGE_BYTES:
            raise ValueError("The server sent a message larger than 256 MiB.")
        return bool(first & 0x80), first & 0x0F, await self._reader.readexactly(length)

    async def _write(self, opcode: int, payload: bytes) -> None:
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
        elif length < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
        mask = os.urandom(4)
        self._writer.write(head + mask + _masked(payload, mask))
        await self._writer.drain()


def _masked(payload: bytes, mask: bytes) -> bytes:
    """Returns the data combined with the repeated mask by exclusive or.

    The values are handled as single large numbers, because a loop over bytes would take seconds for an image.
    """
    if not payload:
        return payload
    repeated = (mask * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


def _check_handshake(head: str, key: str) -> None:
    status, *lines = head.split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    wanted = base64.b64encode(hashlib.sha1((key + _MAGIC).encode(), usedforsecurity=False).digest()).decode()
    if " 101 " not in f"{status} " or headers.get("sec-websocket-accept") != wanted:
        raise ConnectionRefusedError("The running server refused the connection.")
