"""Tests of the shared scenarios with both clients."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

import open_llm
from conftest import ROOT, server_command
from open_llm import types
from open_llm.wire import from_wire

SCENARIOS = json.loads((ROOT / "protocol" / "scenarios" / "chat.json").read_text("utf-8"))


class Outcome:
    """The outcome of a scenario, regardless of the client."""

    def __init__(self) -> None:
        self.text = ""
        self.answer: open_llm.Answer | None = None
        self.error: open_llm.OpenLlmError | None = None


def turns_of(scenario: dict[str, Any]) -> list[dict[str, Any]]:
    return scenario.get("turns") or [scenario["request"]]


def settings_of(request: dict[str, Any]) -> dict[str, Any]:
    params = from_wire(types.ChatParams, request)
    return {"model": params.model, "tools": params.tools, "tool_choice": params.tool_choice}


def next_messages(
    turn: dict[str, Any], before: list[types.Message], answer: open_llm.Answer | None
) -> list[types.Message]:
    if "toolResult" in turn:
        assert answer is not None
        return [*before, answer.message, open_llm.tool_result(answer.tool_calls[0], turn["toolResult"])]
    params: types.ChatParams = from_wire(types.ChatParams, turn)
    return params.messages


def run_sync(client: open_llm.Client, scenario: dict[str, Any]) -> Outcome:
    outcome = Outcome()
    messages: list[types.Message] = []
    settings: dict[str, Any] = {}
    for turn in turns_of(scenario):
        settings = settings or settings_of(turn)
        messages = next_messages(turn, messages, outcome.answer)
        outcome.text = ""
        try:
            with client.stream(messages, **settings) as stream:
                for event in stream:
                    outcome.text += event.text if event.type == "text" else ""
                outcome.answer = stream.answer
        except open_llm.OpenLlmError as error:
            outcome.error = error
    return outcome


async def run_async(client: open_llm.AsyncClient, scenario: dict[str, Any]) -> Outcome:
    outcome = Outcome()
    messages: list[types.Message] = []
    settings: dict[str, Any] = {}
    for turn in turns_of(scenario):
        settings = settings or settings_of(turn)
        messages = next_messages(turn, messages, outcome.answer)
        outcome.text = ""
        try:
            async with client.stream(messages, **settings) as stream:
                async for event in stream:
                    outcome.text += event.text if event.type == "text" else ""
                outcome.answer = stream.answer
        except open_llm.OpenLlmError as error:
            outcome.error = error
    return outcome


def check(outcome: Outcome, expect: dict[str, Any]) -> None:
    if "error" in expect:
        assert outcome.error is not None
        assert outcome.error.info.kind == expect["error"]["kind"]
        assert type(outcome.error).kind == expect["error"]["kind"]
        assert outcome.text.strip() == expect.get("textBefore", "")
        return
    assert outcome.error is None
    answer = outcome.answer
    assert answer is not None
    assert answer.text == outcome.text
    assert answer.result.finish_reason == expect["finishReason"]
    if "text" in expect:
        assert answer.text == expect["text"]
    if "textContains" in expect:
        assert expect["textContains"] in answer.text
    if "reasoning" in expect:
        assert answer.reasoning.strip() == expect["reasoning"]
    if "toolCalls" in expect:
        assert [{"name": c.name, "arguments": c.arguments} for c in answer.tool_calls] == expect["toolCalls"]
        assert len({c.id for c in answer.tool_calls}) == len(answer.tool_calls)
    if "toolCallNames" in expect:
        assert [c.name for c in answer.tool_calls] == expect["toolCallNames"]


# Set by the tests in a real VS Code: the process ID of the server that clients find in this environment.
EDITORS_SERVER = os.environ.get("OPENLLM_TEST_SERVER")


@pytest.fixture(
    scope="module", params=["editor's server"] if EDITORS_SERVER else ["server started by the client", "running server"]
)
def shared_client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[open_llm.Client]:
    if EDITORS_SERVER:
        with open_llm.Client() as client:
            assert client.server.process_id == int(EDITORS_SERVER)
            yield client
        return
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        for name in ("HOME", "XDG_CONFIG_HOME", "OPENLLM_CONFIG_HOME", "OPENLLM_RUNTIME_DIR"):
            patch.setenv(name, str(home))
        if request.param == "server started by the client":
            with open_llm.Client(command=server_command()) as client:
                yield client
        else:
            with listening_server() as process_id, open_llm.Client() as client:
                assert client.server.process_id == process_id
                yield client


@contextlib.contextmanager
def listening_server() -> Iterator[int]:
    """Starts a server that other processes can find. Returns its process ID when it is listening."""
    command = [server_command()[0], "serve", "--websocket"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        server.stderr.readline()
        try:
            yield server.pid
        finally:
            server.terminate()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s["name"])
def test_the_synchronous_client_passes_every_scenario(shared_client: open_llm.Client, scenario: dict[str, Any]) -> None:
    check(run_sync(shared_client, scenario), scenario["expect"])


def test_the_asynchronous_client_passes_all_scenarios_in_parallel(command: list[str]) -> None:
    async def run_all() -> list[Outcome]:
        async with await open_llm.AsyncClient.connect(command=command) as client:
            return await asyncio.gather(*(run_async(client, scenario) for scenario in SCENARIOS))

    for outcome, scenario in zip(asyncio.run(run_all()), SCENARIOS, strict=True):
        check(outcome, scenario["expect"])
