"""Tests of the unmodified Google client for Python through the gateway, with models of all five dialects."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from conftest import DIALECTS, Gateway, vector_of

genai = pytest.importorskip("google.genai", reason="Google's client is not installed: pip install google-genai.")
types = genai.types

IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SCHEMA = {"type": "OBJECT", "properties": {"sum": {"type": "INTEGER"}}, "required": ["sum"]}
PARAMETERS = {
    "type": "object",
    "properties": {"a": {"type": "number"}, "b": {"type": "number"}},
    "required": ["a", "b"],
}


def add(a: int, b: int) -> str:
    """Adds two numbers."""
    return "The result is 5." if a + b == 5 else "wrong"


def client_of(gateway: Gateway, key: str) -> Any:
    return genai.Client(api_key=key, http_options=types.HttpOptions(base_url=gateway.address))


@pytest.fixture
def client(gateway: Gateway) -> Any:
    return client_of(gateway, gateway.token)


@pytest.fixture(params=DIALECTS)
def model(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/m"


def test_models_can_be_listed_and_retrieved(client: Any, model: str) -> None:
    assert f"models/{model}" in {listed.name for listed in client.models.list()}
    assert client.models.get(model=model).name == f"models/{model}"


def test_a_request_with_an_invalid_token_is_rejected(gateway: Gateway) -> None:
    unauthorized_client = client_of(gateway, "wrong")
    with pytest.raises(genai.errors.ClientError) as error:
        unauthorized_client.models.generate_content(model="gemini/m", contents="Hi")
    assert (error.value.code, error.value.status) == (401, "UNAUTHENTICATED")


def test_an_unknown_model_causes_a_not_found_error(client: Any) -> None:
    with pytest.raises(genai.errors.ClientError) as error:
        client.models.generate_content(model="unknown/model", contents="Hi")
    assert (error.value.code, error.value.status) == (404, "NOT_FOUND")


def test_text_is_returned_and_streamed_with_usage(client: Any, model: str) -> None:
    response = client.models.generate_content(model=model, contents="Hi")
    assert (response.text, response.usage_metadata.total_token_count) == ("Grüße 👋", 10)
    chunks = list(client.models.generate_content_stream(model=model, contents="Hi"))
    assert "".join(chunk.text or "" for chunk in chunks) == "Grüße 👋"
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP
    assert chunks[-1].usage_metadata.total_token_count == 10


def test_a_chat_retains_its_history(client: Any, model: str) -> None:
    chat = client.chats.create(model=model)
    assert "".join(chunk.text or "" for chunk in chat.send_message_stream("Hi")) == "Grüße 👋"
    assert chat.send_message("Hi again").text == "Grüße 👋"
    assert len(chat.get_history(curated=True)) > 3


def test_a_tool_is_called_and_its_result_is_sent_to_the_model(client: Any, model: str) -> None:
    declaration = types.FunctionDeclaration(
        name="add", description="Adds two numbers.", parameters_json_schema=PARAMETERS
    )
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declaration])])
    first = client.models.generate_content(model=model, contents="Add 2 and 3.", config=config)
    (call,) = first.function_calls
    assert (call.name, call.args) == ("add", {"a": 2, "b": 3})
    result = types.Part(
        function_response=types.FunctionResponse(id=call.id, name="add", response={"output": "The result is 5."})
    )
    contents = [
        types.UserContent("Add 2 and 3."),
        first.candidates[0].content,
        types.Content(role="user", parts=[result]),
    ]
    assert client.models.generate_content(model=model, contents=contents, config=config).text == "The sum is 5."


def test_the_client_can_call_a_tool_automatically(client: Any, model: str) -> None:
    config = types.GenerateContentConfig(tools=[add])
    assert client.chats.create(model=model, config=config).send_message("Add 2 and 3.").text == "The sum is 5."


def test_a_tool_call_is_streamed(client: Any, model: str) -> None:
    declaration = types.FunctionDeclaration(name="add", parameters_json_schema=PARAMETERS)
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declaration])])
    chunks = client.models.generate_content_stream(model=model, contents="Add 2 and 3.", config=config)
    (call,) = [call for chunk in chunks for call in chunk.function_calls or []]
    assert call.args == {"a": 2, "b": 3}


def test_the_response_matches_a_schema(client: Any, model: str) -> None:
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=SCHEMA)
    response = client.models.generate_content(model=model, contents="Return the sum as JSON.", config=config)
    assert json.loads(response.text) == {"sum": 5}


def test_an_image_is_sent_to_the_model(client: Any, model: str) -> None:
    image = types.Part.from_bytes(data=base64.b64decode(IMAGE), mime_type="image/png")
    assert (
        client.models.generate_content(model=model, contents=[image, "Describe this image."]).text
        == "The image shows a single pixel."
    )


def test_tokens_are_counted(client: Any, model: str) -> None:
    assert client.models.count_tokens(model=model, contents="Hello there").total_tokens > 0


def test_a_provider_error_does_not_contain_the_api_key_that_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(genai.errors.ClientError, match="Incorrect API key provided") as error:
        client.models.generate_content(model=model, contents="Return an authentication error.")
    assert error.value.code == 401
    assert "canary-" not in str(error.value)


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect != "anthropic-messages"])
def test_embeddings_have_the_expected_lengths_and_values(client: Any, dialect: str) -> None:
    texts = ["Grüße 👋", "one"]
    config = types.EmbedContentConfig(task_type="RETRIEVAL_DOCUMENT")
    response = client.models.embed_content(model=f"{dialect}/m", contents=texts, config=config)
    assert [entry.values for entry in response.embeddings] == [vector_of(text) for text in texts]


def test_the_number_of_embedding_dimensions_can_be_specified(client: Any) -> None:
    config = types.EmbedContentConfig(output_dimensionality=3)
    response = client.models.embed_content(model="openai-chat/m", contents="one", config=config)
    assert [len(entry.values) for entry in response.embeddings] == [3]
