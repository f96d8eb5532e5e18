package dev.openllm.protocol.access;

import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;

/**
 * A connected program's request for a permission.
 *
 * @param consumer the name that the program reported
 * @param permission the requested permission
 * @param changes for {@code destinations}: what the program would change, with one line per change that contains the
 *     old and the new value
 * @param changesTemplates the templates of {@code changes}, for translation
 */
public record AskPermissionParams(
        String consumer,
        PeerPermission permission,
        Optional<List<String>> changes,
        Optional<List<MessageTemplate>> changesTemplates) {

    /** A permission that requires consent once. */
    public AskPermissionParams(String consumer, PeerPermission permission) {
        this(consumer, permission, Optional.empty(), Optional.empty());
    }

    /** The permission to change where data is sent. */
    public static AskPermissionParams ofChanges(String consumer, List<UserText> changes) {
        return new AskPermissionParams(
                consumer,
                PeerPermission.DESTINATIONS,
                Optional.of(changes.stream().map(UserText::english).toList()),
                Optional.of(changes.stream()
                        .flatMap(line -> line.template().stream())
                        .toList()));
    }
}
