"""Counts the commands and edits that are required to get a first response, with open-llm and with llm.

    first_response.py OPEN_LLM LLM

OPEN_LLM is the packaged command. LLM is the command of llm from PyPI, in a separate environment. Both send requests to
fake servers, which this program runs on the loopback address. Every step is run, and a scenario counts only if its last
step prints the response of the model. The program prints a Markdown table. The exit code is 1 if open-llm needs more
steps than llm in any scenario, or if a step fails.

A step is a command, setting a variable, or editing a file. Both commands can read API keys from a prompt (in this
program: from stdin). Installing a plugin is a separate step, which is counted but not run because it requires internet
access.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KEY = "canary-first-response-0123"
RESPONSE = "Hello from the model"


class Provider(BaseHTTPRequestHandler):
    """A fake provider with the Chat Completions API, the Messages API, and the native Ollama API."""

    wants_key = True
    model = "small"

    def log_message(self, *_: object) -> None:
        """Suppresses the log output."""

    def reply(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def allowed(self) -> bool:
        given = (self.headers.get(name, "") for name in ("Authorization", "x-api-key", "api-key"))
        return not self.wants_key or any(KEY in value for value in given)

    def do_GET(self) -> None:
        if not self.allowed():
            self.reply(401, b'{"error":{"message":"Incorrect API key"}}')
        elif self.path.startswith(("/v1/models", "/openai/v1/models")):
            self.reply(200, json.dumps({"object": "list", "data": [{"id": self.model, "object": "model"}]}).encode())
        elif self.path == "/api/tags" and not self.wants_key:
            self.reply(200, json.dumps({"models": [{"name": self.model}]}).encode())
        else:
            self.reply(404, b'{"error":{"message":"not found"}}')

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not self.allowed():
            self.reply(401, b'{"error":{"message":"Incorrect API key"}}')
        elif self.path.endswith("/chat/completions"):
            chunks = [
                {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": self.model, "choices": choices}
                for choices in (
                    [{"index": 0, "delta": {"role": "assistant", "content": RESPONSE}, "finish_reason": None}],
                    [{"index": 0, "delta": {}, "finish_reason": "stop"}],
                )
            ]
            text = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
            self.reply(200, text.encode(), "text/event-stream")
        elif self.path == "/api/chat":
            lines = [{"message": {"role": "assistant", "content": RESPONSE}, "done": False}, {"done": True}]
            self.reply(200, "".join(json.dumps(line) + "\n" for line in lines).encode(), "application/x-ndjson")
        else:
            self.reply(404, b'{"error":{"message":"not found"}}')


class Proxy(BaseHTTPRequestHandler):
    """A fake HTTP proxy that requires a user name and a password, and connects every host to the same address."""

    target: tuple[str, int]

    def log_message(self, *_: object) -> None:
        """Suppresses the log output."""

    def do_CONNECT(self) -> None:
        expected = "Basic " + base64.b64encode(b"me:secret").decode()
        if self.headers.get("Proxy-Authorization") != expected:
            self.send_response(407)
            self.send_header("Proxy-Authenticate", 'Basic realm="proxy"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        with socket.create_connection(self.target) as far:
            self.send_response(200)
            self.end_headers()
            near = self.connection
            while True:
                ready, _, _ = select.select([near, far], [], [], 20)
                for source in ready:
                    try:
                        data = source.recv(65536)
                    except ConnectionError:
                        data = b""
                    if not data:
                        return
                    (far if source is near else near).sendall(data)
                if not ready:
                    return


@contextlib.contextmanager
def serving(handler: type, port: int = 0, certificate: Path | None = None) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate / "server.pem", certificate / "server.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


def certificates(folder: Path) -> Path:
    """Creates a private certificate authority and its certificate for llm.corp.example."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Corp CA",
            "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=llm.corp.example", "-keyout", "server.key",
            "-out", "server.csr")
    (folder / "names").write_text("subjectAltName=DNS:llm.corp.example\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "names", "-out", "server.pem")
    return folder


@dataclass
class Way:
    """The steps to get a first response. Each variable and each plugin counts as one step."""

    commands: list[tuple[list[str], str]]
    variables: dict[str, str] = field(default_factory=dict)
    plugins: int = 0
    # Whether the steps cannot be run in this program. If so, they are only counted.
    unrun: bool = False

    def steps(self) -> int:
        return len(self.commands) + len(self.variables) + self.plugins

    def run(self, home: Path, situation: str) -> None:
        if self.unrun:
            return
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
        environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={home}/none"
        environment.update(self.variables)
        out = ""
        for command, stdin in self.commands:
            done = subprocess.run(command, input=stdin, env=environment, cwd=home, capture_output=True, text=True,
                                  timeout=120, check=False)
            out = done.stdout
            if done.returncode != 0:
                raise SystemExit(f"{situation}: {command[0]} failed: {done.stderr}")
        if RESPONSE not in out:
            raise SystemExit(f"{situation}: no response of the model: {out}")


def main() -> int:
    ours, theirs = sys.argv[1:3]
    results: list[tuple[str, int, int]] = []
    keyless = type("Keyless", (Provider,), {"wants_key": False})
    with tempfile.TemporaryDirectory() as temporary, contextlib.ExitStack() as stack:
        folder = Path(temporary)
        corp = certificates(folder)
        local = stack.enter_context(serving(keyless))
        llamafile = stack.enter_context(serving(keyless))
        cloud = stack.enter_context(serving(Provider))
        gateway = stack.enter_context(serving(Provider, certificate=corp))
        proxy = stack.enter_context(serving(type("CorpProxy", (Proxy,), {"target": ("127.0.0.1", gateway)})))
        corporate = {"HTTPS_PROXY": f"http://me:secret@127.0.0.1:{proxy}", "SSL_CERT_FILE": str(corp / "ca.pem")}

        def open_llm_way(url: str, *options: str, key: str = KEY, **more: dict[str, str]) -> Way:
            return Way([([ours, "add", url, "--message", "Hi", *options], key)], **more)

        def llm_way(url: str, *options: str, **more: dict[str, str]) -> Way:
            return Way([([theirs, "openai", "endpoint", url, "-m", "small", *options, "Hi"], "")], **more)

        base = f"http://127.0.0.1:{cloud}"
        situations = {
            "Local Ollama": (
                Way([([ours, "chat", "Hi"], "")], {}, 0),
                llm_way(f"http://127.0.0.1:{local}/v1", "--key", "none"),
            ),
            "OpenAI key": (open_llm_way(f"{base}/v1"), llm_way(f"{base}/v1", "--key", KEY)),
            # llm supports the Anthropic API only through a plugin and with a stored key.
            "Anthropic key": (
                open_llm_way(f"{base}/v1"),
                Way([([theirs, "keys", "set", "anthropic"], ""), ([theirs, "Hi"], "")], plugins=1, unrun=True),
            ),
            "Gateway, private CA, proxy with password": (
                open_llm_way("https://llm.corp.example/v1", variables=corporate),
                llm_way("https://llm.corp.example/v1", "--key", KEY, variables=corporate),
            ),
            "Azure deployment": (
                open_llm_way(f"{base}/openai/v1", "--dialect", "openai-chat", "--model", "small"),
                llm_way(f"{base}/openai/v1", "--key", KEY),
            ),
            "llamafile": (
                Way([([ours, "chat", "Hi"], "")]),
                llm_way(f"http://127.0.0.1:{llamafile}/v1", "--key", "none"),
            ),
        }
        for number, (name, (our_way, their_way)) in enumerate(situations.items()):
            homes = [folder / f"ours-{number}", folder / f"theirs-{number}"]
            for home in homes:
                home.mkdir()
            if name == "Local Ollama":
                our_way.variables = {}
                os.environ["OLLAMA_HOST"] = f"127.0.0.1:{local}"
                discovered = {"OLLAMA_HOST": f"127.0.0.1:{local}"}  # replaces the default port, which might be in use
                Way(our_way.commands, discovered).run(homes[0], name)
            elif name == "llamafile":
                try:
                    with serving(keyless, 8080):  # the default port
                        our_way.run(homes[0], name)
                except OSError:
                    print("llamafile: port 8080 is in use, so open-llm was not run.", file=sys.stderr)
            else:
                our_way.run(homes[0], name)
            their_way.run(homes[1], name)
            results.append((name, our_way.steps(), their_way.steps()))

    print("| First response from | open-llm | llm |")
    print("|---|--:|--:|")
    for name, our_steps, their_steps in results:
        print(f"| {name} | {our_steps} | {their_steps} |")
    return int(any(our_steps > their_steps for _, our_steps, their_steps in results))


sys.exit(main())
