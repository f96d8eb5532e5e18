package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fuzzes the reader and editor of {@code .env} files: an edit changes only the value of the edited name. */
public final class DotenvFuzz implements FuzzTarget {

    private static final Pattern NAME_PATTERN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MAX_NAMES = 20;
    private static final String ORIGIN = "https://host.example";

    @Override
    public String name() {
        return "dotenv";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "# mine\nA=1 # a\n\nKEY=old\nB='x'",
                        "  export KEY = \"old\\\" \\n\"   # of the team\r\nB=2\r\n",
                        "CERT=\"-----BEGIN\nKEY=inside\n-----END\" # c\nB='x\ny'\nKEY=real\n",
                        "\uFEFF# for https://h\nKEY=one\nKEY=two\n",
                        "A='open\nKEY=real\n",
                        "# for https://host.example\nA=a\nKEY='b'#c")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void run(byte[] input) {
        DotenvText text = DotenvText.of(input);
        assertArrayEquals(input, text.toBytes(), "a file that is not edited stays as it is");
        Matcher matcher = NAME_PATTERN.matcher(text.text());
        TreeSet<String> names = new TreeSet<>(List.of("KEY"));
        while (matcher.find() && names.size() < MAX_NAMES) {
            names.add(matcher.group());
        }
        String name = List.copyOf(names).get(Math.floorMod(Arrays.hashCode(input), names.size()));
        String value = List.of("sk-abc_123", "it's # \"q\" \\", "a\nb", "", "$X")
                .get(Math.floorMod(Arrays.hashCode(input), 5));

        DotenvText withValue = DotenvText.of(text.with(name, value, ORIGIN).toBytes());
        assertEquals(Optional.of(new DotenvText.Entry(value, Optional.of(ORIGIN))), withValue.find(name));
        DotenvText withoutValue = DotenvText.of(text.without(name).toBytes());
        assertEquals(Optional.empty(), withoutValue.find(name));
        for (String other : names) {
            if (!other.equals(name)) {
                assertEquals(bytes(text, other), bytes(withValue, other), "setting " + name);
                assertEquals(bytes(text, other), bytes(withoutValue, other), "removing " + name);
            }
        }
    }

    /** Returns the bytes of a value in the file because the encoding might be detected only after an edit. */
    private static Optional<List<Byte>> bytes(DotenvText text, String name) {
        return text.find(name).map(entry -> {
            List<Byte> bytes = new ArrayList<>();
            for (byte element : entry.value().getBytes(text.charset())) {
                bytes.add(element);
            }
            return bytes;
        });
    }
}
