package dev.openllm.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Generates random inputs from other inputs. The same seed produces the same inputs. */
final class Mutations {

    /** Short strings that parsers treat specially. */
    private static final List<String> FRAGMENTS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\u0000",
            "\t",
            " ",
            "\"",
            "\\",
            "\\u",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999",
            "\uFEFF",
            "\uD83D\uDE00",
            "\u2028",
            "data: ",
            "#",
            "//",
            "/*",
            "'",
            "%",
            "&",
            "*",
            "- ",
            "? ",
            "|",
            ">",
            "<<: ",
            "0",
            "{}",
            "[]",
            "\"\"");

    private static final int MAX_LENGTH = 8 * 1024;

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a copy of one of the inputs with several random changes, which can include a part of another input. */
    byte[] mutate(List<byte[]> inputs) {
        byte[] mutated = pickInput(inputs);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutated = change(mutated, inputs);
        }
        return mutated.length > MAX_LENGTH ? java.util.Arrays.copyOf(mutated, MAX_LENGTH) : mutated;
    }

    private byte[] change(byte[] input, List<byte[]> inputs) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(1 + random.nextInt(20)));
        return switch (random.nextInt(7)) {
            case 0 -> replaceRange(input, from, new byte[0], to);
            case 1 -> replaceRange(input, from, new byte[] {(byte) random.nextInt(256)}, from);
            case 2 ->
                replaceRange(input, from, new byte[] {(byte) random.nextInt(256)}, Math.min(from + 1, input.length));
            case 3 -> replaceRange(input, from, randomFragment(), to);
            case 4 -> replaceRange(input, from, randomFragment(), from);
            case 5 -> replaceRange(input, from, java.util.Arrays.copyOfRange(input, from, to), from);
            default -> {
                byte[] other = pickInput(inputs);
                int start = random.nextInt(other.length + 1);
                int length = random.nextInt(1 + Math.min(200, other.length - start));
                yield replaceRange(input, from, java.util.Arrays.copyOfRange(other, start, start + length), to);
            }
        };
    }

    private byte[] randomFragment() {
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] pickInput(List<byte[]> inputs) {
        return inputs.get(random.nextInt(inputs.size()));
    }

    private static byte[] replaceRange(byte[] input, int from, byte[] middle, int to) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(input.length + middle.length);
        result.write(input, 0, from);
        result.writeBytes(middle);
        result.write(input, to, input.length - to);
        return result.toByteArray();
    }
}
