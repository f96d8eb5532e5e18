package dev.openllm.protocol.access;

import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;

/**
 * A request of a connected program for a permission.
 *
 * @param consumer the program's name, as it reported it
 * @param permission the requested permission
 * @param changes for {@code destinations}: what the program would change, a line each with the old and the new value
 * @param changesTemplates the same lines for translation
 */
public record AskPermissionParams(
        String consumer,
        PeerPermission permission,
        Optional<List<String>> changes,
        Optional<List<MessageTemplate>> changesTemplates) {

    /** A permission that is asked for once. */
    public AskPermissionParams(String consumer, PeerPermission permission) {
        this(consumer, permission, Optional.empty(), Optional.empty());
    }

    /** The permission to change where data goes. */
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
