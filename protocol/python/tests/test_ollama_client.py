"""Tests of the unmodified Ollama client for Python through the gateway, with models of all five dialects."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from conftest import DIALECTS, Gateway, vector_of

ollama = pytest.importorskip("ollama", reason="Ollama's client is not installed: pip install ollama.")

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SCHEMA = {"type": "object", "properties": {"sum": {"type": "integer"}}, "required": ["sum"]}


def add(a: int, b: int) -> int:
    """Adds two numbers.

    Args:
        a: The first.
        b: The second.
    """
    return a + b


@pytest.fixture(params=["token", "ollama-port"])
def client(request: pytest.FixtureRequest, gateway: Gateway) -> Any:
    if request.param == "token":
        return ollama.Client(host=gateway.address, headers={"Authorization": f"Bearer {gateway.token}"})
    return ollama.Client(host=gateway.ollama_address)


@pytest.fixture(params=DIALECTS)
def model(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/m"


def user(content: str, **more: Any) -> dict[str, Any]:
    return {"role": "user", "content": content, **more}


def test_the_models_are_listed_and_shown(client: Any, model: str) -> None:
    assert model in {listed.model for listed in client.list().models}
    shown = client.show(model)
    assert {"completion", "tools", "vision"} <= set(shown.capabilities)
    assert client.ps().models == []


def test_without_a_token_the_ordinary_port_refuses(gateway: Gateway) -> None:
    with pytest.raises(ollama.ResponseError) as refused:
        ollama.Client(host=gateway.address).list()
    assert refused.value.status_code == 401


def test_an_unknown_model_is_not_found(client: Any) -> None:
    with pytest.raises(ollama.ResponseError) as refused:
        client.chat("nobody/nothing", [user("Hi")])
    assert refused.value.status_code == 404


def test_text_is_returned_and_streamed_with_its_counts(client: Any, model: str) -> None:
    response = client.chat(model, [user("Hi")])
    assert (response.message.content, response.done_reason) == ("Grüße 👋", "stop")
    chunks = list(client.chat(f"{model}:latest", [user("Hi")], stream=True))
    assert "".join(chunk.message.content for chunk in chunks) == "Grüße 👋"
    assert (chunks[-1].done, chunks[-1].prompt_eval_count, chunks[-1].eval_count) == (True, 7, 3)


def test_a_prompt_is_completed(client: Any, model: str) -> None:
    assert client.generate(model, "Hi", system="Be brief.").response == "Grüße 👋"
    assert "".join(chunk.response for chunk in client.generate(model, "Hi", stream=True)) == "Grüße 👋"


def test_a_tool_is_called_and_its_result_goes_back(client: Any, model: str) -> None:
    messages: list[Any] = [user("Add two and three")]
    first = client.chat(model, messages, tools=[add])
    (call,) = first.message.tool_calls
    assert (call.function.name, call.function.arguments) == ("add", {"a": 2, "b": 3})
    result = {"role": "tool", "tool_name": "add", "content": "the sum is five"}
    second = client.chat(model, [*messages, first.message, result], tools=[add])
    assert second.message.content == "It is five."


def test_a_tool_call_streams(client: Any, model: str) -> None:
    chunks = client.chat(model, [user("Add two and three")], tools=[add], stream=True)
    (call,) = [call for chunk in chunks for call in chunk.message.tool_calls or []]
    assert call.function.arguments == {"a": 2, "b": 3}


def test_the_response_matches_a_schema(client: Any, model: str) -> None:
    response = client.chat(model, [user("Respond as JSON")], format=SCHEMA)
    assert json.loads(response.message.content) == {"sum": 5}


def test_an_image_is_sent(client: Any, model: str) -> None:
    response = client.chat(model, [user("Look", images=[base64.b64decode(PICTURE)])])
    assert response.message.content == "A picture."


def test_the_error_of_the_provider_is_read_without_the_key_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(ollama.ResponseError, match="The key is wrong") as refused:
        client.chat(model, [user("refuse me")])
    assert refused.value.status_code == 401
    assert "canary-" not in str(refused.value)


def test_what_only_ollama_can_do_is_refused_in_its_form(client: Any) -> None:
    with pytest.raises(ollama.ResponseError, match="does not change the models") as refused:
        client.pull("llama3.2")
    assert refused.value.status_code == 501


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect != "anthropic-messages"])
def test_embeddings_have_their_length_and_values(client: Any, dialect: str) -> None:
    texts = ["Grüße 👋", "one"]
    response = client.embed(f"{dialect}/m", texts, options={"num_ctx": 512}, keep_alive="5m")
    assert [list(vector) for vector in response.embeddings] == [vector_of(text) for text in texts]
    assert list(client.embeddings(f"{dialect}/m", "one").embedding) == vector_of("one")


def test_an_embedding_model_is_shown_as_one(client: Any) -> None:
    assert client.show("ollama-chat/text-embedding-3-small").capabilities == ["embedding"]
