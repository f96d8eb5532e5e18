package dev.openllm.protocol.access;

import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;

/**
 * A question to the user about whether a connected program may perform an action.
 *
 * @param consumer the name that the program reported
 * @param permission the permission that the action requires
 * @param changes the changes that the program would make, one line per change with the old and the new value; absent
 *     unless the permission is {@code destinations}
 * @param changesTemplates the templates of {@code changes}, for translation
 */
public record AskPermissionParams(
        String consumer,
        PeerPermission permission,
        Optional<List<String>> changes,
        Optional<List<MessageTemplate>> changesTemplates) {

    /** Creates a question about a permission for which the user's consent is remembered. */
    public AskPermissionParams(String consumer, PeerPermission permission) {
        this(consumer, permission, Optional.empty(), Optional.empty());
    }

    /** Creates a question about changes to where data is sent. */
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
