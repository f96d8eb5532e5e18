"""Tests of the unmodified OpenAI client for Python through the gateway, with models of all five dialects."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import pytest

from conftest import DIALECTS, Gateway, vector_of

openai = pytest.importorskip("openai", reason="OpenAI's client is not installed: pip install openai.")

IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PARAMETERS = {
    "type": "object",
    "properties": {"a": {"type": "number"}, "b": {"type": "number"}},
    "required": ["a", "b"],
}
TOOLS = [{"type": "function", "function": {"name": "add", "parameters": PARAMETERS}}]


@pytest.fixture
def client(gateway: Gateway) -> Any:
    return openai.OpenAI(base_url=f"{gateway.address}/v1", api_key=gateway.token, max_retries=0)


@pytest.fixture(params=DIALECTS)
def model(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/m"


def chat(client: Any, model: str, content: Any, **options: Any) -> Any:
    return client.chat.completions.create(model=model, messages=[{"role": "user", "content": content}], **options)


def test_models_can_be_listed(client: Any) -> None:
    assert {f"{dialect}/m" for dialect in DIALECTS} <= {model.id for model in client.models.list()}


def test_a_request_with_an_invalid_token_is_rejected(client: Any) -> None:
    with pytest.raises(openai.AuthenticationError):
        client.with_options(api_key="wrong").models.list()


def test_an_unknown_model_causes_a_not_found_error(client: Any) -> None:
    with pytest.raises(openai.NotFoundError):
        chat(client, "unknown/model", "Hi")


def test_text_is_streamed_with_usage(client: Any, model: str) -> None:
    text, total = "", 0
    for chunk in chat(client, model, "Hi", stream=True, stream_options={"include_usage": True}):
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        total = chunk.usage.total_tokens if chunk.usage else total
    assert (text, total) == ("Grüße 👋", 10)


def test_a_tool_is_called_and_its_result_is_sent_to_the_model(client: Any, model: str) -> None:
    first = chat(client, model, "Add 2 and 3.", tools=TOOLS).choices[0]
    (call,) = first.message.tool_calls
    assert first.finish_reason == "tool_calls"
    assert json.loads(call.function.arguments) == {"a": 2, "b": 3}
    messages = [
        {"role": "user", "content": "Add 2 and 3."},
        first.message,
        {"role": "tool", "tool_call_id": call.id, "content": "The result is 5."},
    ]
    second = client.chat.completions.create(model=model, messages=messages, tools=TOOLS)
    assert second.choices[0].message.content == "The sum is 5."


def test_a_tool_call_is_streamed(client: Any, model: str) -> None:
    with client.chat.completions.stream(
        model=model, messages=[{"role": "user", "content": "Add 2 and 3."}], tools=TOOLS
    ) as stream:
        message = stream.get_final_completion().choices[0].message
    assert json.loads(message.tool_calls[0].function.arguments) == {"a": 2, "b": 3}


def test_an_image_is_sent_to_the_model(client: Any, model: str) -> None:
    content = [{"type": "image_url", "image_url": {"url": f"data:image/png;base64,{IMAGE}"}}]
    assert chat(client, model, content).choices[0].message.content == "The image shows a single pixel."


def test_a_provider_error_does_not_contain_the_api_key_that_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(openai.APIStatusError, match="Incorrect API key provided") as error:
        chat(client, model, "Return an authentication error.")
    assert "canary-" not in str(error.value)


def test_the_responses_api_returns_and_streams_text(client: Any, model: str) -> None:
    assert client.responses.create(model=model, input="Hi").output_text == "Grüße 👋"
    with client.responses.stream(model=model, input="Hi") as stream:
        text = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        assert text == stream.get_final_response().output_text == "Grüße 👋"


EMBEDDING_DIALECTS = [dialect for dialect in DIALECTS if dialect != "anthropic-messages"]


@pytest.mark.parametrize("dialect", EMBEDDING_DIALECTS)
@pytest.mark.parametrize("options", [{}, {"encoding_format": "float"}, {"encoding_format": "base64"}])
def test_embeddings_have_the_expected_lengths_and_values(client: Any, dialect: str, options: dict[str, Any]) -> None:
    texts = ["Grüße 👋", "one", "two"]
    data = client.embeddings.create(model=f"{dialect}/m", input=texts, **options).data
    expected = [vector_of(text) for text in texts]
    if options.get("encoding_format") == "base64":
        assert [numbers(entry.embedding) for entry in data] == expected
    else:
        assert [entry.embedding for entry in data] == expected


def numbers(base64_floats: str) -> list[float]:
    decoded = base64.b64decode(base64_floats)
    return list(struct.unpack(f"<{len(decoded) // 4}f", decoded))


def test_token_ids_are_accepted_for_models_with_the_same_vocabulary(client: Any) -> None:
    response = client.embeddings.create(model="openai-chat/text-embedding-3-small", input=[[1, 2], [3]])
    assert [len(entry.embedding) for entry in response.data] == [1536, 1536]


def test_token_ids_are_rejected_for_models_with_a_different_vocabulary(client: Any) -> None:
    with pytest.raises(openai.BadRequestError, match="check_embedding_ctx_length=False"):
        client.embeddings.create(model="openai-chat/m", input=[[1, 2], [3]])
