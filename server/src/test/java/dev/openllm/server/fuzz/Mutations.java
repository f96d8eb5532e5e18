package dev.openllm.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Generates random inputs from other inputs. The same seed produces the same inputs. */
final class Mutations {

    /** Short strings that parsers treat specially. */
    private static final List<String> WORDS = List.of(
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

    private static final int LONGEST = 8 * 1024;

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a copy of one of the inputs with several random changes, which can include a part of another input. */
    byte[] of(List<byte[]> inputs) {
        byte[] mutated = one(inputs);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutated = changed(mutated, inputs);
        }
        return mutated.length > LONGEST ? java.util.Arrays.copyOf(mutated, LONGEST) : mutated;
    }

    private byte[] changed(byte[] input, List<byte[]> inputs) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(1 + random.nextInt(20)));
        return switch (random.nextInt(7)) {
            case 0 -> joined(input, from, new byte[0], to);
            case 1 -> joined(input, from, new byte[] {(byte) random.nextInt(256)}, from);
            case 2 -> joined(input, from, new byte[] {(byte) random.nextInt(256)}, Math.min(from + 1, input.length));
            case 3 -> joined(input, from, word(), to);
            case 4 -> joined(input, from, word(), from);
            case 5 -> joined(input, from, java.util.Arrays.copyOfRange(input, from, to), from);
            default -> {
                byte[] other = one(inputs);
                int start = random.nextInt(other.length + 1);
                int length = random.nextInt(1 + Math.min(200, other.length - start));
                yield joined(input, from, java.util.Arrays.copyOfRange(other, start, start + length), to);
            }
        };
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] one(List<byte[]> inputs) {
        return inputs.get(random.nextInt(inputs.size()));
    }

    private static byte[] joined(byte[] input, int from, byte[] middle, int to) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(input.length + middle.length);
        joined.write(input, 0, from);
        joined.writeBytes(middle);
        joined.write(input, to, input.length - to);
        return joined.toByteArray();
    }
}
