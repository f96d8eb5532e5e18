"""OpenAI's own client for Python, unchanged, through the gateway, on models behind each of the five dialects."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from conftest import ROOT, server_command

openai = pytest.importorskip("openai", reason="OpenAI's client is not installed: pip install openai.")

NODE = ROOT / "protocol" / "node"
DIALECTS = ["openai-chat", "openai-responses", "anthropic-messages", "gemini", "ollama-chat"]
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PARAMETERS = {
    "type": "object",
    "properties": {"a": {"type": "number"}, "b": {"type": "number"}},
    "required": ["a", "b"],
}
TOOLS = [{"type": "function", "function": {"name": "add", "parameters": PARAMETERS}}]


@pytest.fixture(scope="module")
def provider() -> Iterator[dict[str, Any]]:
    """The provider that the tests for Node play, too."""
    if not (NODE / "node_modules" / "tsx").exists():
        pytest.skip("The Node package's dependencies are not installed: run npm ci in protocol/node.")
    command = ["npx", "tsx", "test/serveFiveDialects.ts"]
    with subprocess.Popen(command, cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as played:
        assert played.stdin is not None and played.stdout is not None  # noqa: PT018 - both are pipes
        yield json.loads(played.stdout.readline())
        played.stdin.close()


@pytest.fixture(scope="module")
def client(provider: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    home = tmp_path_factory.mktemp("home")
    (home / "config.yaml").write_text(json.dumps(configuration(**provider)))  # JSON is YAML
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "OPENLLM_CONFIG_HOME", "OPENLLM_RUNTIME_DIR")}
    command = [server_command()[0], "gateway", "--port", "0"]
    environment = {
        **os.environ,
        **places,
        "OPENLLM_GATEWAY_TOKEN": "token-of-the-test",
        "KEY": "canary-of-the-provider",
    }
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as gateway:
        assert gateway.stderr is not None
        base_url = gateway.stderr.readline().split()[-1]
        try:
            yield openai.OpenAI(base_url=base_url, api_key="token-of-the-test", max_retries=0)
        finally:
            gateway.terminate()


def configuration(port: int, bases: dict[str, str]) -> dict[str, Any]:
    model = {"id": "m", "tools": True, "vision": True}
    return {
        "discovery": {"enabled": False},
        "providers": [
            {
                "name": dialect,
                "dialect": dialect,
                "api_base": f"http://127.0.0.1:{port}{base}",
                "api_key_env": "KEY",
                "models": [model],
            }
            for dialect, base in bases.items()
        ],
    }


@pytest.fixture(params=DIALECTS)
def model(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/m"


def ask(client: Any, model: str, content: Any, **options: Any) -> Any:
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": content}], **options)


def test_the_models_are_listed(client: Any) -> None:
    assert {f"{dialect}/m" for dialect in DIALECTS} <= {model.id for model in client.models.list()}


def test_without_the_token_it_is_refused(client: Any) -> None:
    with pytest.raises(openai.AuthenticationError):
        client.with_options(api_key="wrong").models.list()


def test_an_unknown_model_is_not_found(client: Any) -> None:
    with pytest.raises(openai.NotFoundError):
        ask(client, "nobody/nothing", "Hi")


def test_text_streams_with_its_usage(client: Any, model: str) -> None:
    text, total = "", 0
    for chunk in ask(client, model, "Hi", stream=True, stream_options={"include_usage": True}):
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        total = chunk.usage.total_tokens if chunk.usage else total
    assert (text, total) == ("Grüße 👋", 10)


def test_a_tool_is_called_and_its_result_goes_back(client: Any, model: str) -> None:
    first = ask(client, model, "Add two and three", tools=TOOLS).choices[0]
    (call,) = first.message.tool_calls
    assert first.finish_reason == "tool_calls"
    assert json.loads(call.function.arguments) == {"a": 2, "b": 3}
    messages = [
        {"role": "user", "content": "Add two and three"},
        first.message,
        {"role": "tool", "tool_call_id": call.id, "content": "the sum is five"},
    ]
    second = client.chat.completions.create(model=model, messages=messages, tools=TOOLS)
    assert second.choices[0].message.content == "It is five."


def test_a_tool_call_streams(client: Any, model: str) -> None:
    with client.chat.completions.stream(
        model=model, messages=[{"role": "user", "content": "Add two and three"}], tools=TOOLS
    ) as stream:
        message = stream.get_final_completion().choices[0].message
    assert json.loads(message.tool_calls[0].function.arguments) == {"a": 2, "b": 3}


def test_an_image_is_sent(client: Any, model: str) -> None:
    content = [{"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE}"}}]
    assert ask(client, model, content).choices[0].message.content == "A picture."


def test_the_error_of_the_provider_is_read_without_the_key_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(openai.APIStatusError, match="The key is wrong") as refused:
        ask(client, model, "refuse me")
    assert "canary-" not in str(refused.value)


def test_responses_are_answered_and_streamed(client: Any, model: str) -> None:
    assert client.responses.create(model=model, input="Hi").output_text == "Grüße 👋"
    with client.responses.stream(model=model, input="Hi") as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        assert text == stream.get_final_response().output_text == "Grüße 👋"
