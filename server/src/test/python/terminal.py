"""Runs a command in a pseudo terminal and enters input when expected text appears.

    terminal.py COLUMNS STEPS COMMAND...

STEPS is a JSON list of [expected text, input]. The program prints everything that the terminal showed. The exit code is
that of the command, or 99 if an expected text did not appear.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

SECONDS = 60


def main() -> int:
    columns, steps, command = int(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3:]
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execvp(command[0], command)
    output, read_to, end = "", 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                chunk = os.read(terminal, 65536)
            except OSError:  # Linux reports in this way that the other side was closed
                chunk = b""
            if not chunk:
                break
            output += chunk.decode("utf-8", "replace")
        if steps and steps[0][0] in output[read_to:]:
            read_to = output.index(steps[0][0], read_to) + len(steps[0][0])
            os.write(terminal, steps.pop(0)[1].encode())
    sys.stdout.write(output)
    sys.stdout.flush()
    if time.monotonic() >= end:
        os.kill(child, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return 99 if steps else status


sys.exit(main())
