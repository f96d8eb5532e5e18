package dev.openllm.server.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The properties of known embedding models, loaded from {@code embedding-models.tsv} on first use. */
public final class EmbeddingModels {

    /**
     * A pattern that matches the names of embedding model families. Most providers do not specify in their model lists
     * whether a model is an embedding model.
     */
    private static final Pattern EMBEDDING_NAME =
            Pattern.compile("embed|(?:^|[/_.:-])(?:bge|gte|e5|voyage|(?:all|paraphrase)-(?:minilm|mpnet))(?:[_.:-]|$)");

    /**
     * A pattern that matches the names of ranking models, which often contain the name of an embedding model family.
     */
    private static final Pattern RANKING_NAME = Pattern.compile("rerank|cross-encoder");

    private static final class Holder {
        private static final List<Row> ROWS = load();
    }

    private EmbeddingModels() {}

    /**
     * A line of {@code embedding-models.tsv}.
     *
     * @param id the model ID
     * @param normalizedId the model ID, normalized for searching
     * @param facts the model's properties
     * @param providers the IDs of the providers that do not offer a model list and serve the model under this ID
     */
    private record Row(String id, String normalizedId, Facts facts, List<String> providers) {}

    /**
     * The properties of an embedding model.
     *
     * @param dimensions the default number of dimensions of a vector
     * @param inputTokens the maximum number of tokens in an input
     */
    public record Facts(OptionalInt dimensions, OptionalInt inputTokens) {}

    /** Returns whether a name looks like the name of an embedding model. */
    public static boolean isEmbeddingName(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        return EMBEDDING_NAME.matcher(name).find()
                && !RANKING_NAME.matcher(name).find();
    }

    /** Returns the properties of a model by its name, regardless of which provider serves the model. */
    public static Optional<Facts> find(String model) {
        String name = normalize(model);
        return Holder.ROWS.stream()
                .filter(row -> name.contains(row.normalizedId()))
                .findFirst()
                .map(Row::facts);
    }

    /** Returns the IDs of the embedding models of a provider that does not offer a model list. */
    public static List<String> of(String provider) {
        return Holder.ROWS.stream()
                .filter(row -> row.providers().contains(provider))
                .map(Row::id)
                .toList();
    }

    /**
     * Converts a name to lowercase words that are separated and enclosed by hyphens. In this form, one name can be
     * searched for within another.
     */
    private static String normalize(String model) {
        String baseName = model.substring(model.lastIndexOf('/') + 1);
        return "-" + baseName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-") + "-";
    }

    private static List<Row> load() {
        try (InputStream in = EmbeddingModels.class.getResourceAsStream("embedding-models.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(EmbeddingModels::parseRow)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row parseRow(String... columns) {
        return new Row(
                columns[0],
                normalize(columns[0]),
                new Facts(number(columns[1]), number(columns[2])),
                columns.length > 3 ? List.of(columns[3].split(",")) : List.of());
    }

    private static OptionalInt number(String column) {
        return column.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(column));
    }
}
