"""Tests of a jar that was replaced while its old AOT cache exists.

Java 25.0.2 and 25.0.3 would run the classes of any cache.
"""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

import open_llm
from conftest import server_command

BUILT = "Echo (built in)"
REPLACED = "Echo (replaced)"


@pytest.fixture
def program(isolated_home: Path) -> Path:
    """A copy of the program that the build created."""
    built = Path(server_command()[0]).parent
    folder = isolated_home / "program"
    folder.mkdir()
    for file in built.glob("open-llm*"):
        shutil.copy2(file, folder)
    (folder / "runtime").symlink_to(built / "runtime")
    return folder


def replace_jar(jar: Path) -> None:
    """Replaces the jar with a different build.

    A constant of one class and the checksums differ. The size and the modification time remain unchanged.
    """
    before = jar.stat()
    content = bytearray(jar.read_bytes())
    at = content.index(BUILT.encode())
    with zipfile.ZipFile(jar) as entries:
        entry = max((e for e in entries.infolist() if e.header_offset < at), key=lambda e: e.header_offset)
        directory = entries.start_dir
    content[at : at + len(REPLACED)] = REPLACED.encode()
    name_length, extra_length = struct.unpack_from("<HH", content, entry.header_offset + 26)
    data = entry.header_offset + 30 + name_length + extra_length
    checksum = zlib.crc32(content[data : data + entry.file_size])
    header = content.index(struct.pack("<I", entry.header_offset) + entry.filename.encode(), directory) - 42
    for offset in (entry.header_offset + 14, header + 16):
        struct.pack_into("<I", content, offset, checksum)
    jar.write_bytes(content)
    os.utime(jar, ns=(before.st_atime_ns, before.st_mtime_ns))


def built_in_model(program: Path) -> str:
    with open_llm.Client(command=[str(program / "open-llm"), "serve", "--stdio"]) as client:
        return next(model.name for model in client.list_models() if model.id == "echo/echo")


def test_a_replaced_jar_runs_its_new_classes(program: Path) -> None:
    assert built_in_model(program) == BUILT
    replace_jar(program / "open-llm.jar")
    assert built_in_model(program) == REPLACED
