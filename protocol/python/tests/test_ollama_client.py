"""Tests of the unmodified Ollama client for Python through the gateway, with models of all five dialects."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from conftest import DIALECTS, Gateway, vector_of

ollama = pytest.importorskip("ollama", reason="Ollama's client is not installed: pip install ollama.")

IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SCHEMA = {"type": "object", "properties": {"sum": {"type": "integer"}}, "required": ["sum"]}


def add(a: int, b: int) -> int:
    """Adds two numbers.

    Args:
        a: The first number.
        b: The second number.
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


def user(content: str, **fields: Any) -> dict[str, Any]:
    return {"role": "user", "content": content, **fields}


def test_models_can_be_listed_and_shown(client: Any, model: str) -> None:
    assert model in {listed.model for listed in client.list().models}
    details = client.show(model)
    assert {"completion", "tools", "vision"} <= set(details.capabilities)
    assert client.ps().models == []


def test_the_main_port_rejects_requests_without_a_token(gateway: Gateway) -> None:
    with pytest.raises(ollama.ResponseError) as error:
        ollama.Client(host=gateway.address).list()
    assert error.value.status_code == 401


def test_an_unknown_model_causes_a_not_found_error(client: Any) -> None:
    with pytest.raises(ollama.ResponseError) as error:
        client.chat("unknown/model", [user("Hi")])
    assert error.value.status_code == 404


def test_text_is_returned_and_streamed_with_token_counts(client: Any, model: str) -> None:
    response = client.chat(model, [user("Hi")])
    assert (response.message.content, response.done_reason) == ("Grüße 👋", "stop")
    chunks = list(client.chat(f"{model}:latest", [user("Hi")], stream=True))
    assert "".join(chunk.message.content for chunk in chunks) == "Grüße 👋"
    assert (chunks[-1].done, chunks[-1].prompt_eval_count, chunks[-1].eval_count) == (True, 7, 3)


def test_a_completion_is_generated_for_a_prompt(client: Any, model: str) -> None:
    assert client.generate(model, "Hi", system="Be brief.").response == "Grüße 👋"
    assert "".join(chunk.response for chunk in client.generate(model, "Hi", stream=True)) == "Grüße 👋"


def test_a_tool_is_called_and_its_result_is_sent_to_the_model(client: Any, model: str) -> None:
    messages: list[Any] = [user("Add 2 and 3.")]
    first = client.chat(model, messages, tools=[add])
    (call,) = first.message.tool_calls
    assert (call.function.name, call.function.arguments) == ("add", {"a": 2, "b": 3})
    result = {"role": "tool", "tool_name": "add", "content": "The result is 5."}
    second = client.chat(model, [*messages, first.message, result], tools=[add])
    assert second.message.content == "The sum is 5."


def test_a_tool_call_is_streamed(client: Any, model: str) -> None:
    chunks = client.chat(model, [user("Add 2 and 3.")], tools=[add], stream=True)
    (call,) = [call for chunk in chunks for call in chunk.message.tool_calls or []]
    assert call.function.arguments == {"a": 2, "b": 3}


def test_the_response_matches_a_schema(client: Any, model: str) -> None:
    response = client.chat(model, [user("Return the sum as JSON.")], format=SCHEMA)
    assert json.loads(response.message.content) == {"sum": 5}


def test_an_image_is_sent_to_the_model(client: Any, model: str) -> None:
    response = client.chat(model, [user("Describe this image.", images=[base64.b64decode(IMAGE)])])
    assert response.message.content == "The image shows a single pixel."


def test_a_provider_error_does_not_contain_the_api_key_that_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(ollama.ResponseError, match="Incorrect API key provided") as error:
        client.chat(model, [user("Return an authentication error.")])
    assert error.value.status_code == 401
    assert "canary-" not in str(error.value)


def test_an_unsupported_operation_is_rejected_in_ollama_format(client: Any) -> None:
    with pytest.raises(ollama.ResponseError, match="does not change the models") as error:
        client.pull("llama3.2")
    assert error.value.status_code == 501


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect != "anthropic-messages"])
def test_embeddings_have_the_expected_lengths_and_values(client: Any, dialect: str) -> None:
    texts = ["Grüße 👋", "one"]
    response = client.embed(f"{dialect}/m", texts, options={"num_ctx": 512}, keep_alive="5m")
    assert [list(vector) for vector in response.embeddings] == [vector_of(text) for text in texts]
    assert list(client.embeddings(f"{dialect}/m", "one").embedding) == vector_of("one")


def test_an_embedding_model_reports_the_embedding_capability(client: Any) -> None:
    assert client.show("ollama-chat/text-embedding-3-small").capabilities == ["embedding"]
