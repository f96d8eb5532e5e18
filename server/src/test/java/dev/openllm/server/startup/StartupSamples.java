package dev.openllm.server.startup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Records and {@code switch} statements of all kinds, for {@link StartupClassesTest}. */
public final class StartupSamples {

    private static final Object[][] COMPONENTS = {
        {true, false},
        {(byte) 1, (byte) 2},
        {'a', 'b'},
        {(short) 1, (short) 2},
        {1, 2},
        {1L, 1L << 32},
        {0.0f, -0.0f},
        {Double.NaN, 0.0},
        {"text", null},
        {Optional.of(List.of("a")), Optional.empty()}
    };

    private StartupSamples() {}

    sealed interface Shape permits Circle, Square, Empty {

        /** Describes the shape with a {@code switch} that contains a guard, in a default method of an interface. */
        default String kind() {
            return switch (this) {
                case Circle circle when circle.radius() > 10 -> "large circle";
                case Circle circle -> "circle " + circle.radius();
                case Square square -> "square " + square.side();
                case Empty empty -> "empty";
            };
        }
    }

    record Circle(int radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Empty() implements Shape {}

    record All(
            boolean flag,
            byte small,
            char character,
            short number,
            int integer,
            long large,
            float fraction,
            double real,
            String text,
            Optional<List<String>> list) {}

    /** Compares equal records and records that differ in one component. */
    public static List<Boolean> equalities() {
        List<Boolean> results = new ArrayList<>();
        All original = createRecord(-1);
        results.add(original.equals(original));
        results.add(original.equals(createRecord(-1)));
        results.add(original.equals(null));
        results.add(original.equals(new Empty()));
        for (int component = 0; component < COMPONENTS.length; component++) {
            results.add(original.equals(createRecord(component)));
            results.add(createRecord(component).equals(original));
            results.add(createRecord(component).equals(createRecord(component)));
        }
        results.add(new Empty().equals(new Empty()));
        return results;
    }

    public static List<Integer> hashes() {
        List<Integer> results = new ArrayList<>(IntStream.range(-1, COMPONENTS.length)
                .map(i -> createRecord(i).hashCode())
                .boxed()
                .toList());
        results.add(new Empty().hashCode());
        results.add(new Circle(7).hashCode());
        return results;
    }

    public static List<String> branches() {
        List<String> results = new ArrayList<>();
        for (Shape shape : List.of(new Circle(1), new Circle(11), new Square(2), new Empty())) {
            results.add(shape.kind());
        }
        for (Object value : Arrays.asList("", "long text", 5, 50, 5L, new int[0], new Circle(3), null, 'c')) {
            results.add(branch(value));
        }
        return results;
    }

    private static String branch(Object value) {
        return switch (value) {
            case null -> "null";
            case String text when text.isEmpty() -> "empty";
            case String text -> text;
            case Integer number when number > 10 -> "large";
            case Integer number -> "small";
            case int[] numbers -> "array";
            case Circle(int radius) when radius > 5 -> "circle";
            case Number number -> number.getClass().getSimpleName();
            case Shape shape -> shape.kind();
            default -> "other";
        };
    }

    /**
     * Returns a record.
     *
     * @param changedComponent the index of the component with the second value, or -1 for none
     */
    private static All createRecord(int changedComponent) {
        Object[] values = IntStream.range(0, COMPONENTS.length)
                .mapToObj(i -> COMPONENTS[i][i == changedComponent ? 1 : 0])
                .toArray();
        @SuppressWarnings("unchecked")
        Optional<List<String>> list = (Optional<List<String>>) values[9];
        return new All(
                (boolean) values[0],
                (byte) values[1],
                (char) values[2],
                (short) values[3],
                (int) values[4],
                (long) values[5],
                (float) values[6],
                (double) values[7],
                (String) values[8],
                list);
    }
}
