"""The ``open-llm`` command."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

from . import launch
from .errors import ConfigError
from .server import find_java, no_server

# The same code as the launcher's: invalid configuration.
_CONFIGURATION = 3


def main() -> NoReturn:
    """Replaces this process with the packaged program, or reports what is missing for it."""
    arguments = sys.argv[1:]
    java = find_java() if launch.JAR.is_file() else None
    if java is None:
        error: ConfigError = no_server()
        sys.exit(_say(f"open-llm: {error} {error.hint}"))
    flags = launch.terminal_flags()
    if arguments[:1] == ["gateway"]:
        flags.insert(0, f"@{launch.PROGRAM / 'open-llm.gateway.flags'}")
    command = launch.java_command(java, arguments, flags)
    if os.name == "nt":
        sys.exit(_run(command))
    if arguments[:1] in (["__complete"], ["completion"]):
        # The user waits for completion at every key press: the launcher answers it without starting Java.
        os.environ["OPENLLM_RUNTIME"] = str(launch.java_home(java))
        command = ["/bin/sh", str(launch.PROGRAM / "open-llm"), *arguments]
    launch.open_closed_streams()
    os.execv(command[0], command)  # noqa: S606 - a list of arguments, without a shell


def _run(command: list[str]) -> int:
    """On Windows ``execv`` ends this process at once, and the shell would not wait for the program."""
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the console sends Ctrl-C to both: the program decides what it means


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return _CONFIGURATION


if __name__ == "__main__":
    main()
