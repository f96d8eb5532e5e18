package dev.openllm.server.catalog;

import dev.openllm.protocol.model.Pricing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The catalog's model table, stored as bytes that are searched in place. The table occupies about half a megabyte of
 * memory. Lines are read only as needed, and only the lines that match a search are parsed.
 */
final class CatalogTable {

    private static final byte[] NEW_LINE = {'\n'};

    private final byte[] bytes;

    /**
     * Creates a table.
     *
     * @param bytes the sorted lines in the format described in the package documentation, each with its line ending;
     *     lines that start with {@code #} precede all others
     */
    CatalogTable(byte[] bytes) {
        this.bytes = bytes;
    }

    Optional<CatalogModel> find(String provider, String model) {
        return findByName(ModelName.normalize(model)).stream()
                .filter(found ->
                        found.provider().equals(provider) && found.model().equals(model))
                .findFirst();
    }

    /** Returns all models with the given normalized name, from all providers. */
    List<CatalogModel> findByName(String normalizedName) {
        byte[] key = (normalizedName + "\t").getBytes(StandardCharsets.UTF_8);
        List<CatalogModel> models = new ArrayList<>();
        for (int start = firstFrom(key); startsWith(start, key); start = nextLine(start)) {
            models.add(parse(start));
        }
        return models;
    }

    /** Returns all models of a provider, ordered by normalized name. This method reads the entire table. */
    List<CatalogModel> ofProvider(String provider) {
        byte[] key = (provider + "\t").getBytes(StandardCharsets.UTF_8);
        List<CatalogModel> models = new ArrayList<>();
        for (int start = firstFrom(new byte[] {'$'}); start < bytes.length; start = nextLine(start)) {
            int firstTab = start;
            while (bytes[firstTab] != '\t') {
                firstTab++;
            }
            if (startsWith(firstTab + 1, key)) {
                models.add(parse(start));
            }
        }
        return models;
    }

    /** Returns the offset of the first line that sorts at or after the specified search key. */
    private int firstFrom(byte[] key) {
        int low = 0;
        int high = bytes.length;
        while (low < high) {
            int middle = lineStart((low + high) >>> 1);
            int end = Math.min(middle + key.length, bytes.length);
            if (Arrays.compareUnsigned(bytes, middle, end, key, 0, key.length) < 0) {
                low = nextLine(middle);
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int lineStart(int position) {
        int start = position;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private int nextLine(int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(end + NEW_LINE.length, bytes.length);
    }

    private boolean startsWith(int start, byte[] key) {
        int end = Math.min(start + key.length, bytes.length);
        return start < bytes.length && Arrays.equals(bytes, start, end, key, 0, key.length);
    }

    private CatalogModel parse(int start) {
        String line = new String(bytes, start, nextLine(start) - start, StandardCharsets.UTF_8);
        return new Row(line.stripTrailing().split("\t", -1)).toModel();
    }

    /** A line of the table, split into columns. */
    private record Row(String[] columns) {

        CatalogModel toModel() {
            String inputs = text(7);
            String outputs = text(8);
            String capabilities = text(9);
            return new CatalogModel(
                    text(1),
                    text(2),
                    Optional.of(text(3)).filter(name -> !name.isEmpty()),
                    number(4),
                    number(5),
                    number(6),
                    inputs.contains("t") && outputs.contains("t") && number(4).isPresent() && isChatModel(text(2)),
                    capabilities.contains("T"),
                    inputs.contains("i"),
                    inputs.contains("p"),
                    capabilities.contains("R"),
                    capabilities.contains("S") ? Optional.of(true) : Optional.empty(),
                    capabilities.contains("P"),
                    pricing(),
                    Optional.of(text(14)).filter(date -> !date.isEmpty()),
                    text(15).equals("deprecated"));
        }

        /**
         * Returns whether the model name indicates a chat model. The catalog data does not distinguish chat models from
         * embedding and ranking models, which also read and write text.
         */
        private static boolean isChatModel(String model) {
            return !model.contains("embed") && !model.contains("rerank") && !model.contains("moderation");
        }

        private String text(int column) {
            return column < columns.length ? columns[column] : "";
        }

        private OptionalInt number(int column) {
            return text(column).isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text(column)));
        }

        private OptionalDouble price(int column) {
            return text(column).isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(text(column)));
        }

        private Optional<Pricing> pricing() {
            return price(10).isEmpty() || price(11).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Pricing(price(10).getAsDouble(), price(11).getAsDouble(), price(12), price(13)));
        }
    }
}
