"""Starts the packaged server, with the AOT cache that makes it start quickly."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# The content of the packages of all languages: the jar, its flags and the launcher.
PROGRAM = Path(__file__).parent / "program"
JAR = PROGRAM / "open-llm.jar"

# The end of the jar with its directory, which contains the checksum of every class.
_END_OF_JAR = 768 * 1024


def java_command(java: str, arguments: Sequence[str], flags: Sequence[str] = ()) -> list[str]:
    """The command that runs the program, and creates an AOT cache for the next time if there is none."""
    return [
        java,
        f"@{PROGRAM / 'open-llm.flags'}",
        *startup_cache(PROGRAM, java_home(java), cache_folder() / "aot"),
        *flags,
        "-jar",
        str(JAR),
        *arguments,
    ]


def java_home(java: str) -> Path:
    """The folder that contains ``bin`` and ``release``."""
    return Path(java).resolve().parent.parent


def cache_folder() -> Path:
    """The launcher's and the server's folder for data that can be created again."""
    local = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return Path(local or Path.home() / ".cache") / "openllm"


def startup_cache(program: Path, java: Path, made: Path) -> list[str]:
    """The flag that uses the cache of exactly this jar, Java and flags, or makes the server create it.

    Java 25.0.2 and 25.0.3 run the classes of any cache, whatever the jar contains (JDK-8377932), so a cache of
    another build is never used. The name follows the rule of the launcher.
    """
    jar = program / "open-llm.jar"
    try:
        with jar.open("rb") as file:
            file.seek(max(0, jar.stat().st_size - _END_OF_JAR))
            contents = [file.read(), (java / "release").read_bytes(), (program / "open-llm.flags").read_bytes()]
        hashes = [hashlib.sha256(content).hexdigest()[:16] for content in contents]
        cache = made / f"open-llm-{'-'.join(hashes)}.aot"
        if not cache.is_file():
            return [f"-Dopenllm.cache={cache}"]
        return [f"-XX:AOTCache={cache}"] if _give_time(jar, cache.stat().st_mtime) else []
    except OSError:
        return []


def _give_time(jar: Path, seconds: float) -> bool:
    """Other Java versions accept a cache only for a jar with its original modification time, which pip changes."""
    if int(jar.stat().st_mtime) != int(seconds):
        try:
            os.utime(jar, (seconds, seconds))
        except OSError:
            return False  # installed by somebody else
    return True


def terminal_flags() -> list[str]:
    """Which of stdin, stdout and stderr are terminals, and how wide: the JVM cannot tell them apart."""
    terminals = [stream for stream in (0, 1, 2) if os.isatty(stream)]
    try:
        columns = str(os.get_terminal_size(1).columns)
    except OSError:
        columns = ""
    return [f"-Dopenllm.terminals={''.join(map(str, terminals))}", f"-Dopenllm.columns={columns}"]


def open_closed_streams() -> None:
    """The JVM gives the number of a closed stream to its own code, and reads or writes it as that stream."""
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            # A stdout that is opened for reading refuses output, while one opened for writing would accept it.
            os.open(os.devnull, os.O_WRONLY if stream == 2 else os.O_RDONLY)  # the lowest number that is free
            os.set_inheritable(stream, True)


def is_apples_stub(java: str) -> bool:
    """On macOS ``/usr/bin/java`` is not a Java: it opens a dialog that offers to install one."""
    return sys.platform == "darwin" and java == "/usr/bin/java"
