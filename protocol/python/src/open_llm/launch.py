"""Starts the packaged server with the AOT cache, which shortens the start."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# The server in the package, with the same content as in the packages for other languages: jar, flags, and launcher.
PROGRAM = Path(__file__).parent / "program"
JAR = PROGRAM / "open-llm.jar"

# The number of bytes at the end of the jar that are hashed. They include the directory of the jar, which contains the
# checksum of every class.
_END_OF_JAR = 768 * 1024


def java_command(java: str, arguments: Sequence[str], flags: Sequence[str] = ()) -> list[str]:
    """Returns the command that runs the program. If no AOT cache exists, the program creates one for the next start."""
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
    """Returns the folder that contains ``bin`` and ``release``."""
    return Path(java).resolve().parent.parent


def cache_folder() -> Path:
    """Returns the folder in which the launcher and the server store data that can be regenerated."""
    local = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    return Path(local or Path.home() / ".cache") / "openllm"


def startup_cache(program: Path, java: Path, cache_home: Path) -> list[str]:
    """Returns the flag that uses the AOT cache, or makes the server create it.

    The cache belongs to exactly this jar, Java runtime, and set of flags. Java 25.0.2 and 25.0.3 run the classes of any
    cache, regardless of the contents of the jar (JDK-8377932), so a cache of another build is never used. The launcher
    derives the file name in the same way.
    """
    jar = program / "open-llm.jar"
    try:
        with jar.open("rb") as file:
            file.seek(max(0, jar.stat().st_size - _END_OF_JAR))
            contents = [file.read(), (java / "release").read_bytes(), (program / "open-llm.flags").read_bytes()]
        hashes = [hashlib.sha256(content).hexdigest()[:16] for content in contents]
        cache = cache_home / f"open-llm-{'-'.join(hashes)}.aot"
        if not cache.is_file():
            return [f"-Dopenllm.cache={cache}"]
        return [f"-XX:AOTCache={cache}"] if _set_modification_time(jar, cache.stat().st_mtime) else []
    except OSError:
        return []


def _set_modification_time(jar: Path, seconds: float) -> bool:
    """Sets the modification time of the jar to that of the cache. Returns whether the times are equal.

    Other Java versions accept a cache only if the jar has its original modification time, which pip changes.
    """
    if int(jar.stat().st_mtime) != int(seconds):
        try:
            os.utime(jar, (seconds, seconds))
        except OSError:
            return False  # the file belongs to another user
    return True


def terminal_flags() -> list[str]:
    """Returns flags that specify which streams are terminals, and the terminal width.

    The JVM cannot determine either.
    """
    terminals = [stream for stream in (0, 1, 2) if os.isatty(stream)]
    try:
        columns = str(os.get_terminal_size(1).columns)
    except OSError:
        columns = ""
    return [f"-Dopenllm.terminals={''.join(map(str, terminals))}", f"-Dopenllm.columns={columns}"]


def open_closed_streams() -> None:
    """Opens closed streams.

    The JVM would assign the number of a closed stream to its own code and use it as that stream.
    """
    for stream in (0, 1, 2):
        try:
            os.fstat(stream)
        except OSError:
            # A closed stdout is opened for reading, so writing to it fails. A stream opened for writing would accept
            # output.
            os.open(os.devnull, os.O_WRONLY if stream == 2 else os.O_RDONLY)  # uses the lowest available number
            os.set_inheritable(stream, True)


def is_apples_stub(java: str) -> bool:
    """Returns whether this is the macOS stub ``/usr/bin/java``, which opens a dialog that offers to install Java."""
    return sys.platform == "darwin" and java == "/usr/bin/java"
