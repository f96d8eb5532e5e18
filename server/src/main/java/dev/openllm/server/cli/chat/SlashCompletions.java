package dev.openllm.server.cli.chat;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.cli.prompt.Completions;
import dev.openllm.server.cli.session.Session;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Completes slash commands and their arguments, such as model IDs and file names. */
final class SlashCompletions implements Completions {

    private static final int MAX_FILES = 500;

    private final Session session;
    private Optional<List<Candidate>> models = Optional.empty();

    SlashCompletions(Session session) {
        this.session = session;
    }

    @Override
    public List<Candidate> complete(List<String> words) {
        if (!words.getFirst().startsWith("/")) {
            return List.of();
        }
        if (words.size() == 1) {
            return Arrays.stream(SlashCommand.values())
                    .map(command -> new Candidate(command.text(), command.description(), true))
                    .toList();
        }
        Optional<SlashCommand> command = SlashCommand.of(words.getFirst());
        if (command.isEmpty() || words.size() > 2) {
            return List.of();
        }
        return switch (command.get()) {
            case MODEL -> models();
            case FILE, IMAGE, SAVE -> files(words.getLast());
            default -> List.of();
        };
    }

    private List<Candidate> models() {
        if (models.isEmpty()) {
            try {
                models = Optional.of(Session.get(session.server().listModels(ListModelsParams.ALL)).models().stream()
                        .map(info -> new Candidate(info.id(), "", true))
                        .toList());
            } catch (OpenLlmException unknown) {
                return List.of();
            }
        }
        return models.get();
    }

    private static List<Candidate> files(String prefix) {
        int slash = prefix.lastIndexOf('/');
        String parent = prefix.substring(0, slash + 1);
        String home = System.getenv().getOrDefault("HOME", "");
        List<Candidate> candidates = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                Path.of(parent.startsWith("~/") ? home + parent.substring(1) : parent.isEmpty() ? "." : parent))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean isHidden =
                        name.startsWith(".") && !prefix.substring(slash + 1).startsWith(".");
                boolean isFolder = Files.isDirectory(file);
                if (!isHidden && candidates.size() < MAX_FILES) {
                    candidates.add(new Candidate(parent + name + (isFolder ? "/" : ""), "", !isFolder));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException none) {
            return List.of();
        }
        return candidates;
    }
}
