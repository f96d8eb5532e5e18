package dev.openllm.server.cli.models;

import dev.openllm.protocol.model.ModelInfo;

/** The kinds of models to list. */
enum ModelKind {
    CHAT,
    EMBEDDING,
    ALL;

    boolean contains(ModelInfo model) {
        return switch (this) {
            case CHAT -> model.embedding().isEmpty();
            case EMBEDDING -> model.embedding().isPresent();
            case ALL -> true;
        };
    }
}
