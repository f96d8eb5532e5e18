"""Tests of embeddings: the order, number, and values of the vectors, and failures that identify the affected texts."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import open_llm
from conftest import configuration, vector_of

MODEL = "openai-chat/text-embedding-3-small"


@pytest.fixture
def embedding_command(command: list[str], isolated_home: Path, provider: dict[str, Any], monkeypatch: Any) -> list[str]:
    """Returns the command of a server that is connected to a provider of embeddings."""
    home = isolated_home / "config" / "openllm"
    home.mkdir(parents=True)
    (home / "config.yaml").write_text(json.dumps(configuration(**provider)))
    monkeypatch.setenv("KEY", "canary-provider-key")
    return command


def test_vectors_of_ten_thousand_texts_are_complete_and_in_order(embedding_command: list[str]) -> None:
    texts = [f"text {i}" for i in range(10_000)]
    with open_llm.Client(command=embedding_command) as client:
        assert client.embed(texts, model=MODEL, dimensions=3) == [vector_of(text, 3) for text in texts]


def test_the_asynchronous_client_returns_the_vectors(embedding_command: list[str]) -> None:
    async def embed() -> list[list[float]]:
        async with await open_llm.AsyncClient.connect(command=embedding_command) as client:
            return await client.embed(["Grüße 👋", "one"], model=MODEL)

    assert asyncio.run(embed()) == [vector_of("Grüße 👋"), vector_of("one")]


def test_the_error_for_a_failed_batch_names_its_texts(embedding_command: list[str]) -> None:
    texts = [f"text {i}" for i in range(100)]
    texts[40] = "rejected text"
    with (
        open_llm.Client(command=embedding_command) as client,
        pytest.raises(open_llm.OpenLlmError, match=r"Texts 33 to 64 of 100: The input is invalid\."),
    ):
        client.embed(texts, model=MODEL)


def test_an_unsupported_input_type_causes_a_warning(embedding_command: list[str]) -> None:
    with (
        open_llm.Client(command=embedding_command) as client,
        pytest.warns(UserWarning, match="the input type was omitted"),
    ):
        assert len(client.embed(["one"], model=MODEL, input_type="query")) == 1


def test_a_single_text_is_rejected(embedding_command: list[str]) -> None:
    with open_llm.Client(command=embedding_command) as client, pytest.raises(TypeError, match="list of strings"):
        client.embed("one", model=MODEL)


def test_a_numpy_array_is_returned_on_request(embedding_command: list[str]) -> None:
    numpy = pytest.importorskip("numpy", reason="NumPy is not installed: pip install numpy.")
    with open_llm.Client(command=embedding_command) as client:
        matrix = client.embed(["one", "two"], model=MODEL, as_numpy=True)
    assert (matrix.shape, matrix.dtype) == ((2, 1536), numpy.float32)
    assert matrix.tolist() == [vector_of("one"), vector_of("two")]


def test_missing_numpy_is_reported_before_a_request_is_sent(
    embedding_command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with open_llm.Client(command=embedding_command) as client, pytest.raises(ImportError, match="pip install numpy"):
        client.embed(["one"], model="unknown/model", as_numpy=True)
