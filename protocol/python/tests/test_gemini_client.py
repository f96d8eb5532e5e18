"""Tests of the unmodified Google client for Python through the gateway, with models of all five dialects."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from conftest import DIALECTS, Gateway, vector_of

genai = pytest.importorskip("google.genai", reason="Google's client is not installed: pip install google-genai.")
types = genai.types

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SCHEMA = {"type": "OBJECT", "properties": {"sum": {"type": "INTEGER"}}, "required": ["sum"]}
PARAMETERS = {
    "type": "object",
    "properties": {"a": {"type": "number"}, "b": {"type": "number"}},
    "required": ["a", "b"],
}


def add(a: int, b: int) -> str:
    """Adds two numbers."""
    return "the sum is five" if a + b == 5 else "wrong"


def client_of(gateway: Gateway, key: str) -> Any:
    return genai.Client(api_key=key, http_options=types.HttpOptions(base_url=gateway.address))


@pytest.fixture
def client(gateway: Gateway) -> Any:
    return client_of(gateway, gateway.token)


@pytest.fixture(params=DIALECTS)
def model(request: pytest.FixtureRequest) -> str:
    return f"{request.param}/m"


def test_the_models_are_listed_and_found(client: Any, model: str) -> None:
    assert f"models/{model}" in {listed.name for listed in client.models.list()}
    assert client.models.get(model=model).name == f"models/{model}"


def test_without_the_token_it_is_refused(gateway: Gateway) -> None:
    stranger = client_of(gateway, "wrong")
    with pytest.raises(genai.errors.ClientError) as refused:
        stranger.models.generate_content(model="gemini/m", contents="Hi")
    assert (refused.value.code, refused.value.status) == (401, "UNAUTHENTICATED")


def test_an_unknown_model_is_not_found(client: Any) -> None:
    with pytest.raises(genai.errors.ClientError) as refused:
        client.models.generate_content(model="nobody/nothing", contents="Hi")
    assert (refused.value.code, refused.value.status) == (404, "NOT_FOUND")


def test_text_is_returned_and_streamed_with_its_usage(client: Any, model: str) -> None:
    response = client.models.generate_content(model=model, contents="Hi")
    assert (response.text, response.usage_metadata.total_token_count) == ("Grüße 👋", 10)
    chunks = list(client.models.generate_content_stream(model=model, contents="Hi"))
    assert "".join(chunk.text or "" for chunk in chunks) == "Grüße 👋"
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP
    assert chunks[-1].usage_metadata.total_token_count == 10


def test_a_chat_remembers_its_turns(client: Any, model: str) -> None:
    chat = client.chats.create(model=model)
    assert "".join(chunk.text or "" for chunk in chat.send_message_stream("Hi")) == "Grüße 👋"
    assert chat.send_message("Hi again").text == "Grüße 👋"
    assert len(chat.get_history(curated=True)) > 3


def test_a_tool_is_called_and_its_result_goes_back(client: Any, model: str) -> None:
    declared = types.FunctionDeclaration(name="add", description="Adds.", parameters_json_schema=PARAMETERS)
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declared])])
    first = client.models.generate_content(model=model, contents="Add two and three", config=config)
    (call,) = first.function_calls
    assert (call.name, call.args) == ("add", {"a": 2, "b": 3})
    result = types.Part(
        function_response=types.FunctionResponse(id=call.id, name="add", response={"output": "the sum is five"})
    )
    contents = [
        types.UserContent("Add two and three"),
        first.candidates[0].content,
        types.Content(role="user", parts=[result]),
    ]
    assert client.models.generate_content(model=model, contents=contents, config=config).text == "It is five."


def test_the_client_calls_the_tool_itself(client: Any, model: str) -> None:
    config = types.GenerateContentConfig(tools=[add])
    assert client.chats.create(model=model, config=config).send_message("Add two and three").text == "It is five."


def test_a_tool_call_streams(client: Any, model: str) -> None:
    declared = types.FunctionDeclaration(name="add", parameters_json_schema=PARAMETERS)
    config = types.GenerateContentConfig(tools=[types.Tool(function_declarations=[declared])])
    chunks = client.models.generate_content_stream(model=model, contents="Add two and three", config=config)
    (call,) = [call for chunk in chunks for call in chunk.function_calls or []]
    assert call.args == {"a": 2, "b": 3}


def test_the_response_matches_a_schema(client: Any, model: str) -> None:
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=SCHEMA)
    response = client.models.generate_content(model=model, contents="Respond as JSON", config=config)
    assert json.loads(response.text) == {"sum": 5}


def test_an_image_is_sent(client: Any, model: str) -> None:
    image = types.Part.from_bytes(data=base64.b64decode(PICTURE), mime_type="image/png")
    assert client.models.generate_content(model=model, contents=[image, "Look"]).text == "A picture."


def test_tokens_are_counted(client: Any, model: str) -> None:
    assert client.models.count_tokens(model=model, contents="Hello there").total_tokens > 0


def test_the_error_of_the_provider_is_read_without_the_key_it_quotes(client: Any, model: str) -> None:
    with pytest.raises(genai.errors.ClientError, match="The key is wrong") as refused:
        client.models.generate_content(model=model, contents="refuse me")
    assert refused.value.code == 401
    assert "canary-" not in str(refused.value)


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect != "anthropic-messages"])
def test_embeddings_have_their_length_and_values(client: Any, dialect: str) -> None:
    texts = ["Grüße 👋", "one"]
    config = types.EmbedContentConfig(task_type="RETRIEVAL_DOCUMENT")
    response = client.models.embed_content(model=f"{dialect}/m", contents=texts, config=config)
    assert [entry.values for entry in response.embeddings] == [vector_of(text) for text in texts]


def test_the_length_of_embeddings_can_be_chosen(client: Any) -> None:
    config = types.EmbedContentConfig(output_dimensionality=3)
    response = client.models.embed_content(model="openai-chat/m", contents="one", config=config)
    assert [len(entry.values) for entry in response.embeddings] == [3]
