package dev.openllm.server.cli.config;

import dev.openllm.protocol.config.ConfigCompleteParams;
import dev.openllm.protocol.config.ConfigCompleteResult.Item;
import dev.openllm.protocol.config.ConfigCompleteResult.Kind;
import dev.openllm.server.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists all configuration keys in the notation of the YAML file. The keys are obtained level by level from the
 * completions that the server provides.
 */
record ConfigKeys(Session session) {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_VALUES = 7;

    /**
     * A configuration key that can be set.
     *
     * @param key the path of the key, in which {@code NAME} represents the name of a list item
     * @param values the possible values; empty if any value is allowed
     */
    record Key(String key, String description, List<String> values) {}

    List<Key> all() {
        List<Key> keys = new ArrayList<>();
        collect("", "", 0, keys);
        return keys;
    }

    /**
     * Adds the configuration keys of one level and of all levels below it to a list.
     *
     * @param path the path of the level
     * @param text the YAML text before the keys, up to the column in which the keys begin
     */
    private void collect(String path, String text, int depth, List<Key> keys) {
        for (Item item : items(text, Kind.KEY)) {
            String key = path.isEmpty() ? item.label() : path + "." + item.label();
            String nestedText = text + item.label() + ":\n" + "  ".repeat(depth + 1);
            List<Item> nestedItems = depth < MAX_DEPTH ? items(nestedText, Kind.KEY) : List.of();
            boolean isList =
                    !nestedItems.isEmpty() && nestedItems.getFirst().label().startsWith("- ");
            if (nestedItems.isEmpty() || isList) {
                keys.add(new Key(key, item.detail(), isList ? List.of() : values(text + item.label() + ": ")));
            }
            if (isList) {
                collect(key + ".NAME", nestedText + "- ", depth + 2, keys);
            } else if (!nestedItems.isEmpty()) {
                collect(key, nestedText, depth + 1, keys);
            }
        }
    }

    /**
     * Returns the possible values of a configuration key, except the names of providers and models. The result is empty
     * if there are too many values.
     */
    private List<String> values(String text) {
        List<String> values = items(text, Kind.VALUE).stream().map(Item::label).toList();
        return values.size() > MAX_VALUES ? List.of() : values;
    }

    private List<Item> items(String text, Kind kind) {
        int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
        int column = text.length() - text.lastIndexOf('\n');
        return Session.get(session.server().completeConfig(new ConfigCompleteParams(text, line, column)))
                .items()
                .stream()
                .filter(item -> item.kind() == kind)
                .toList();
    }
}
