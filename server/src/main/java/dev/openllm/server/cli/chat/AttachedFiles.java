package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Part;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;

/** Files that are attached to a question. All of them are in memory, so their total size is limited as well as each. */
final class AttachedFiles {

    private static final int LIMIT = 64 << 20;

    private final List<Part> parts = new ArrayList<>();
    private long characters;

    void add(Part part) {
        characters += switch (part) {
            case Part.Text(String text) -> text.length();
            case Part.Image image -> image.data().length();
            case Part.File file -> file.data().length();
            default -> 0;
        };
        if (characters > LIMIT) {
            throw new UsageError("The files have more than 64 MB together; give fewer or smaller ones.");
        }
        parts.add(part);
    }

    List<Part> parts() {
        return parts;
    }
}
