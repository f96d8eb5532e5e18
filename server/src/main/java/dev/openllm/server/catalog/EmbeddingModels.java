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

/** Facts about embedding models, read from {@code embedding-models.tsv} at first use. */
public final class EmbeddingModels {

    /** Most providers list no kind of model: the names of the families. */
    private static final Pattern NAMES =
            Pattern.compile("embed|(?:^|[/_.:-])(?:bge|gte|e5|voyage|(?:all|paraphrase)-(?:minilm|mpnet))(?:[_.:-]|$)");

    /** Ranking models, whose names often contain that of the family. */
    private static final Pattern RANKS = Pattern.compile("rerank|cross-encoder");

    private static final class Holder {
        private static final List<Row> ROWS = load();
    }

    private EmbeddingModels() {}

    /** @param providers those whose models are listed here, because they have no list of their own */
    private record Row(String id, String words, Facts facts, List<String> providers) {}

    /**
     * An embedding model.
     *
     * @param dimensions the length of its vectors, unless a request specifies another
     * @param inputTokens the maximum of a text
     */
    public record Facts(OptionalInt dimensions, OptionalInt inputTokens) {}

    /** Whether the name looks like that of an embedding model. */
    public static boolean isNamed(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        return NAMES.matcher(name).find() && !RANKS.matcher(name).find();
    }

    /** The facts of a model by its name, whichever provider serves it. */
    public static Optional<Facts> find(String model) {
        String name = words(model);
        return Holder.ROWS.stream()
                .filter(row -> name.contains(row.words()))
                .findFirst()
                .map(Row::facts);
    }

    /** The models of a provider that does not list its own. */
    public static List<String> of(String provider) {
        return Holder.ROWS.stream()
                .filter(row -> row.providers().contains(provider))
                .map(Row::id)
                .toList();
    }

    /** A name as its words between hyphens, so that one can be searched for in another. */
    private static String words(String model) {
        String own = model.substring(model.lastIndexOf('/') + 1);
        return "-" + own.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-") + "-";
    }

    private static List<Row> load() {
        try (InputStream in = EmbeddingModels.class.getResourceAsStream("embedding-models.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(EmbeddingModels::row)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row row(String... columns) {
        return new Row(
                columns[0],
                words(columns[0]),
                new Facts(number(columns[1]), number(columns[2])),
                columns.length > 3 ? List.of(columns[3].split(",")) : List.of());
    }

    private static OptionalInt number(String column) {
        return column.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(column));
    }
}
