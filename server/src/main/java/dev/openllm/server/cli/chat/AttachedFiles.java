package dev.openllm.server.cli.chat;

import dev.openllm.protocol.chat.Part;
import dev.openllm.server.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that are attached to a message. Because all attached files are held in memory, both their total size and
 * the size of each file are limited.
 */
final class AttachedFiles {

    private static final int MAX_CHARACTERS = 64 << 20;

    private final List<Part> parts = new ArrayList<>();
    private long characters;

    void add(Part part) {
        characters += switch (part) {
            case Part.Text(String text) -> text.length();
            case Part.Image image -> image.data().length();
            case Part.File file -> file.data().length();
            default -> 0;
        };
        if (characters > MAX_CHARACTERS) {
            throw new UsageError("The files exceed 64 MB in total. Attach fewer or smaller files.");
        }
        parts.add(part);
    }

    List<Part> parts() {
        return parts;
    }
}
