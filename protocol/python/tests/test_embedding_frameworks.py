"""Tests that unmodified LangChain and LlamaIndex create embeddings through the gateway."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Gateway, vector_of

TEXTS = ["Grüße 👋", "one", "two"]
VECTORS = [vector_of(text) for text in TEXTS]


def langchain(gateway: Gateway, model: str, **options: Any) -> Any:
    module = pytest.importorskip("langchain_openai", reason="LangChain is not installed: pip install langchain-openai.")
    return module.OpenAIEmbeddings(
        model=model, base_url=f"{gateway.address}/v1", api_key=gateway.token, max_retries=0, **options
    )


def test_langchain_receives_the_vectors_of_its_texts(gateway: Gateway) -> None:
    embeddings = langchain(gateway, "ollama-chat/m", check_embedding_ctx_length=False)
    assert embeddings.embed_documents(TEXTS) == VECTORS
    assert embeddings.embed_query("one") == vector_of("one")


@pytest.mark.parametrize("model", ["openai-chat/m", "ollama-chat/m"])
def test_token_ids_from_langchain_are_rejected_with_instructions(gateway: Gateway, model: str) -> None:
    """By default, LangChain sends token IDs in the OpenAI vocabulary, which another model would interpret as different
    words.
    """
    embeddings = langchain(gateway, model)
    with pytest.raises(Exception) as error:  # noqa: PT011 - the exception class depends on what fails
        embeddings.embed_documents(TEXTS)
    if ".tiktoken" in str(error.value):
        pytest.skip("LangChain cannot download its tokenizer here.")
    assert "check_embedding_ctx_length=False" in str(error.value)


def test_llamaindex_receives_the_vectors_of_its_texts(gateway: Gateway) -> None:
    module = pytest.importorskip(
        "llama_index.embeddings.openai",
        reason="LlamaIndex is not installed: pip install llama-index-embeddings-openai.",
    )
    embeddings = module.OpenAIEmbedding(
        model_name="openai-chat/m", api_base=f"{gateway.address}/v1", api_key=gateway.token, max_retries=0
    )
    assert embeddings.get_text_embedding_batch(TEXTS) == VECTORS
    assert embeddings.get_query_embedding("one") == vector_of("one")
