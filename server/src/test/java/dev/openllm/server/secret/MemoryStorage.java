package dev.openllm.server.secret;

import dev.openllm.protocol.text.UserText;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A simulated secret storage of a client such as VS Code, which maps names to strings. */
final class MemoryStorage implements ClientStorage {

    final Map<String, String> entries = new ConcurrentHashMap<>();
    volatile boolean failing;

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public Optional<String> get(String key) throws NoAnswer {
        failIfRequested();
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void put(String key, Optional<String> value) throws NoAnswer {
        failIfRequested();
        value.ifPresentOrElse(newValue -> entries.put(key, newValue), () -> entries.remove(key));
    }

    private void failIfRequested() throws NoAnswer {
        if (failing) {
            throw new NoAnswer(UserText.of("The VS Code secret storage returned an error."));
        }
    }
}
