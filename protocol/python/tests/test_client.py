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


def test_generated_types_match_the_schema() -> None:
    tool = ROOT / "protocol" / "python" / "tools" / "generate_types.py"
    result = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "example", sorted((ROOT / "protocol" / "examples").glob("*/*.json")), ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_golden_examples_are_unchanged_after_a_round_trip(example: Path) -> None:
    value = json.loads(example.read_text("utf-8"))
    assert wire.to_wire(wire.from_wire(getattr(types, example.parent.name), value)) == value


def test_unknown_fields_and_part_types_are_accepted() -> None:
    message = wire.from_wire(
        types.Message, {"role": "user", "parts": [{"type": "hologram", "data": 1}], "locale": "en"}
    )
    assert message.parts == [{"type": "hologram", "data": 1}]


def test_the_client_lists_models_and_providers(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        assert "echo/echo" in [m.id for m in client.list_models()]
        assert "echo" in [p.name for p in client.list_providers()]
        assert len(client.list_providers(known=True)) >= 110


def test_the_client_counts_the_tokens_of_several_texts_in_one_call(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        counts = client.count_tokens(["", "one", "one two three four five six"], model="echo/echo")
    assert 0 == counts[0] < counts[1] < counts[2]


def test_the_error_for_a_missing_completion_model_names_the_setting(command: list[str]) -> None:
    with open_llm.Client(command=command) as client, pytest.raises(open_llm.OpenLlmError) as error:
        client.complete_inline("def add(a, b):\n    return ", "\n", language_id="python", single_line=True)
    assert error.value.info.kind == "config"
    assert "completion.model" in (error.value.info.hint or "")


def test_configuration_can_be_changed_and_read(command: list[str], isolated_home: Path) -> None:
    with open_llm.Client(command=command) as client:
        client.edit_config([types.ConfigEdit(["defaultModel"], "echo/echo")])
        (value,) = client.show_config(["defaultModel"]).values
    assert value.value == "echo/echo"
    assert "default_model: echo/echo" in (isolated_home / "config" / "openllm" / "config.yaml").read_text("utf-8")


def test_a_server_without_an_editor_has_no_tools(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        assert client.list_tools() == []
        with pytest.raises(open_llm.OpenLlmError) as error:
            client.call_tool("greet", {"name": "Ada"})
    assert error.value.info.kind == "invalid_request"


def test_the_client_remains_usable_after_a_stream_is_closed_early(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        with client.stream("/slow 5000\none two three four", model="echo/echo"):
            pass
        assert client.chat("Hello again", model="echo/echo").text == "Hello again"


def test_the_response_is_available_as_an_assistant_message(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        response = client.chat("/reason Let me think.\nDone.", model="echo/echo")
    assert [p.type for p in response.message.parts] == ["reasoning", "text"]


def test_a_server_that_exits_immediately_causes_a_network_error(isolated_home: Path) -> None:
    with pytest.raises(open_llm.errors.NetworkError) as error:
        open_llm.Client(command=[sys.executable, "-c", "pass"])
    assert str(error.value).startswith("The Open LLM Provider server has stopped. The exit code was 0.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_the_error_for_a_killed_server_names_the_signal(command: list[str]) -> None:
    with open_llm.Client(command=command) as client:
        stream = client.stream("/slow 100\n" + "one two three " * 1000, model="echo/echo")
        next(iter(stream))
        os.kill(client.server.process_id, signal.SIGKILL)
        with pytest.raises(open_llm.errors.NetworkError) as error:
            list(stream)
    assert "It was stopped by the signal SIGKILL." in str(error.value)


def test_the_error_for_a_missing_server_contains_instructions(
    isolated_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENLLM_COMMAND", raising=False)
    monkeypatch.setattr(launch, "JAR", isolated_home / "none.jar")
    monkeypatch.setenv("PATH", str(isolated_home))
    with pytest.raises(open_llm.errors.ConfigError) as error:
        server.own_server_command()
    assert "OPENLLM_COMMAND" in str(error.value)


def write_runtime_file(folder: Path, mode: int = 0o600, **changes: object) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{len(list(folder.iterdir()))}.json"
    entry = {"processId": os.getpid(), "port": 1, "token": "t", "folders": [], **changes}
    file.write_text(json.dumps(entry))
    file.chmod(mode)
    return file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_runtime_files_that_other_users_can_read_are_ignored(isolated_home: Path) -> None:
    write_runtime_file(isolated_home / "run", mode=0o644)
    assert server.running_servers() == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_runtime_folder_that_other_users_can_write_to_is_ignored(isolated_home: Path) -> None:
    write_runtime_file(isolated_home / "run")
    (isolated_home / "run").chmod(0o777)
    assert server.running_servers() == []


def test_runtime_files_of_processes_that_have_exited_are_ignored(isolated_home: Path) -> None:
    exited = subprocess.Popen([sys.executable, "-c", "pass"])
    exited.wait()
    write_runtime_file(isolated_home / "run", processId=exited.pid)
    assert server.running_servers() == []


def test_a_server_with_a_different_protocol_version_is_ignored(isolated_home: Path) -> None:
    write_runtime_file(isolated_home / "run", port=1, protocolVersion=server.PROTOCOL_VERSION)
    write_runtime_file(isolated_home / "run", port=2, protocolVersion=server.PROTOCOL_VERSION + 1)
    assert [s.port for s in server.running_servers()] == [1]
    contract = json.loads((Path(__file__).parents[2] / "schema" / "openrpc.json").read_text("utf-8"))
    assert contract["info"]["version"] == str(server.PROTOCOL_VERSION)


def test_the_server_of_the_current_folder_is_listed_first(isolated_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_runtime_file(isolated_home / "run", port=1, folders=["/other"])
    write_runtime_file(isolated_home / "run", port=2, folders=[str(isolated_home)])
    monkeypatch.chdir(isolated_home)
    assert [s.port for s in server.running_servers()] == [2, 1]


def test_the_representation_of_a_server_does_not_contain_its_token(isolated_home: Path) -> None:
    file = write_runtime_file(isolated_home / "run", token="canary-token")
    assert "canary-token" not in repr(server.running_servers())
    file.unlink()  # no token may remain after the tests
