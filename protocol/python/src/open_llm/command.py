"""The ``open-llm`` command."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

from . import launch
from .errors import ConfigError
from .server import find_java, no_server

# The same exit code as in the launcher: the configuration is invalid.
_CONFIGURATION = 3


def main() -> NoReturn:
    """Replaces this process with the packaged program, or reports which requirement is missing."""
    arguments = sys.argv[1:]
    java = find_java() if launch.JAR.is_file() else None
    if java is None:
        error: ConfigError = no_server()
        sys.exit(_print_error(f"open-llm: {error} {error.hint}"))
    flags = launch.terminal_flags()
    if arguments[:1] == ["gateway"]:
        flags.insert(0, f"@{launch.PROGRAM / 'open-llm.gateway.flags'}")
    command = launch.java_command(java, arguments, flags)
    if os.name == "nt":
        sys.exit(_run(command))
    if arguments[:1] in (["__complete"], ["completion"]):
        # Shell completion runs each time the user presses Tab, so the launcher handles it without starting Java.
        os.environ["OPENLLM_RUNTIME"] = str(launch.java_home(java))
        command = ["/bin/sh", str(launch.PROGRAM / "open-llm"), *arguments]
    launch.open_closed_streams()
    os.execv(command[0], command)  # noqa: S606 - a list of arguments, without a shell


def _run(command: list[str]) -> int:
    """Runs the command and returns its exit code. Used on Windows, where the shell does not wait after ``execv``."""
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the console sends Ctrl+C to both processes, and the program decides how to handle it


def _print_error(message: str) -> int:
    print(message, file=sys.stderr)
    return _CONFIGURATION


if __name__ == "__main__":
    main()
