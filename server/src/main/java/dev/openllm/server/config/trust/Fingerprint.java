package dev.openllm.server.config.trust;

import dev.openllm.server.config.schema.ConfigSchema;
import dev.openllm.server.config.schema.Field;
import dev.openllm.server.config.schema.NormalizedConfig;
import dev.openllm.server.config.schema.Shape;
import dev.openllm.server.config.schema.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A hash of the configuration fields that determine where data is sent. The hash includes the values of these fields as
 * written in the file. Files with the same fingerprint cause the same data to be sent to the same hosts.
 */
public final class Fingerprint {

    /**
     * The fields that only describe a model or set time limits. All other fields are part of the fingerprint, including
     * unknown configuration keys, which a later version might interpret.
     */
    private static final Set<String> DESCRIPTIVE_FIELDS = Set.of(
            "displayName",
            "contextTokens",
            "outputTokens",
            "tools",
            "vision",
            "files",
            "reasoning",
            "streaming",
            "structuredOutput",
            "reasoningEffort",
            "policies",
            "retries",
            "connectSeconds",
            "firstByteSeconds",
            "silenceSeconds");

    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    /** @param values the values in a file as written, including invalid ones */
    public static String of(Value.Block values) {
        try {
            Fingerprint fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
            fingerprint.add(values, Optional.of(ConfigSchema.ROOT));
            return HexFormat.of().formatHex(fingerprint.digest.digest());
        } catch (NoSuchAlgorithmException unsupported) {
            throw new IllegalStateException(unsupported);
        }
    }

    /** Returns whether a field determines where data is sent. */
    public static boolean affectsDestination(Field field) {
        return field.failsClosed() || !DESCRIPTIVE_FIELDS.contains(field.name());
    }

    private void add(Value value, Optional<Shape> shape) {
        switch (value) {
            case Value.Block block -> addBlock(block, shape);
            case Value.Items items -> {
                add('[', "");
                items.values().forEach(item -> add(item, Shape.itemOf(shape)));
                add(']', "");
            }
            default -> add('=', value.asText().orElse(""));
        }
    }

    private void addBlock(Value.Block block, Optional<Shape> shape) {
        add('{', "");
        for (Value.Entry entry : block.entries()) {
            Optional<Field> field = NormalizedConfig.field(shape, entry.key());
            if (field.isEmpty() || affectsDestination(field.get())) {
                add('k', entry.key());
                add(entry.value(), field.map(Field::shape));
            }
        }
        add('}', "");
    }

    /**
     * Adds text to the hash. The text's length is included so that different sequences of strings have different
     * hashes.
     */
    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((kind + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
