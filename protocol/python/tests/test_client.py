"""Tests of the client functions other than chats."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import open_llm
from conftest import ROOT
from open_llm import launch, server, types, wire


def test_generated_types_are_what_the_schema_says() -> None:
    tool = ROOT / "protocol" / "python" / "tools" / "generate_types.py"
    checked = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "example", sorted((ROOT / "protocol" / "examples").glob("*/*.json")), ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_golden_examples_survive_a_round_trip(example: Path) -> None:
    value = json.loads(example.read_text("utf-8"))
    assert wire.to_wire(wire.from_wire(getattr(types, example.parent.name), value)) == value


def test_unknown_fields_and_kinds_from_the_future_are_tolerated() -> None:
    message = wire.from_wire(types.Message, {"role": "user", "parts": [{"type": "smell", "data": 1}], "mood": "good"})
    assert message.parts == [{"type": "smell", "data": 1}]


def test_lists_models_and_providers(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        assert "echo/echo" in [m.id for m in client.list_models()]
        assert "echo" in [p.name for p in client.list_providers()]
        assert len(client.list_providers(known=True)) >= 110


def test_counts_tokens_of_many_texts_in_one_call(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        counts = client.count_tokens(["", "one", "one two three four five six"], model="echo/echo")
    assert 0 == counts[0] < counts[1] < counts[2]


def test_a_completion_without_a_model_names_the_setting(command: list[str]) -> None:
    with open_llm.Client(command=command) as client, pytest.raises(open_llm.OpenLlmError) as failed:
        client.complete_inline("def add(a, b):\n    return ", "\n", language_id="python", single_line=True)
    assert failed.value.info.kind == "config"
    assert "completion.model" in (failed.value.info.hint or "")


def test_configuration_is_changed_and_shown(command: list[str], own_world: Path) -> None:
    with open_llm.Client(command=command) as client:
        client.edit_config([types.ConfigEdit(["defaultModel"], "echo/echo")])
        (value,) = client.show_config(["defaultModel"]).values
    assert value.value == "echo/echo"
    assert "default_model: echo/echo" in (own_world / "config" / "openllm" / "config.yaml").read_text("utf-8")


def test_a_server_without_an_editor_has_no_tools(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        assert client.list_tools() == []
        with pytest.raises(open_llm.OpenLlmError) as failed:
            client.call_tool("greet", {"who": "you"})
    assert failed.value.info.kind == "invalid_request"


def test_leaving_a_stream_early_leaves_the_client_usable(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        with client.stream("/slow 5000\none two three four", model="echo/echo"):
            pass
        assert client.chat("still here", model="echo/echo").text == "still here"


def test_answer_becomes_the_assistants_message(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        answer = client.chat("/reason hm\nyes", model="echo/echo")
    assert [p.type for p in answer.message.parts] == ["reasoning", "text"]


def test_a_dead_server_is_a_clear_error(own_world: Path) -> None:
    with pytest.raises(open_llm.errors.NetworkError) as failed:
        open_llm.Client(command=[sys.executable, "-c", "pass"])
    assert str(failed.value).startswith("The Open LLM Provider server has ended. Its exit code was 0.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_killed_server_ends_its_requests_with_its_signal(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        stream = client.stream("/slow 100\n" + "one two three " * 1000, model="echo/echo")
        next(iter(stream))
        os.kill(client.server.process_id, signal.SIGKILL)
        with pytest.raises(open_llm.errors.NetworkError) as failed:
            list(stream)
    assert "It was stopped by the signal SIGKILL." in str(failed.value)


def test_no_server_at_all_says_what_to_install(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENLLM_COMMAND", raising=False)
    monkeypatch.setattr(launch, "JAR", own_world / "none.jar")
    monkeypatch.setenv("PATH", str(own_world))
    with pytest.raises(open_llm.errors.ConfigError) as failed:
        server.own_server_command()
    assert "OPENLLM_COMMAND" in str(failed.value)


def write_runtime_file(folder: Path, mode: int = 0o600, **changes: object) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{len(list(folder.iterdir()))}.json"
    entry = {"processId": os.getpid(), "port": 1, "token": "t", "folders": [], **changes}
    file.write_text(json.dumps(entry))
    file.chmod(mode)
    return file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_runtime_files_that_others_can_read_are_passed_over(own_world: Path) -> None:
    write_runtime_file(own_world / "run", mode=0o644)
    assert server.running_servers() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_runtime_folder_that_others_can_write_is_passed_over(own_world: Path) -> None:
    write_runtime_file(own_world / "run")
    (own_world / "run").chmod(0o777)
    assert server.running_servers() == []


def test_runtime_files_of_processes_that_are_gone_are_passed_over(own_world: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    write_runtime_file(own_world / "run", processId=gone.pid)
    assert server.running_servers() == []


def test_a_server_of_another_version_of_the_contract_is_passed_over(own_world: Path) -> None:
    write_runtime_file(own_world / "run", port=1, protocolVersion=server.PROTOCOL_VERSION)
    write_runtime_file(own_world / "run", port=2, protocolVersion=server.PROTOCOL_VERSION + 1)
    assert [s.port for s in server.running_servers()] == [1]
    contract = json.loads((Path(__file__).parents[2] / "schema" / "openrpc.json").read_text("utf-8"))
    assert contract["info"]["version"] == str(server.PROTOCOL_VERSION)


def test_the_server_of_the_current_folder_comes_first(own_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_runtime_file(own_world / "run", port=1, folders=["/elsewhere"])
    write_runtime_file(own_world / "run", port=2, folders=[str(own_world)])
    monkeypatch.chdir(own_world)
    assert [s.port for s in server.running_servers()] == [2, 1]


def test_a_token_is_never_shown(own_world: Path) -> None:
    file = write_runtime_file(own_world / "run", token="canary-token")
    assert "canary-token" not in repr(server.running_servers())
    file.unlink()  # no token may remain after the tests
