package dev.openllm.server.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that every target handles its seeds, the inputs for which it once failed, and thousands of mutations of both.
 * Every run on an equally fast machine uses the same inputs; {@code FuzzingRun} searches for new ones.
 */
class FuzzedInputsTest {

    private static final int MUTATIONS = 4_000;
    private static final long MAX_TOTAL_NANOS = 1_000_000_000L;
    /** Measured in CPU time, which does not increase on a busy machine. */
    private static final long MAX_NANOS_PER_INPUT = 3_000_000_000L;

    static Stream<String> targets() {
        return FuzzTargets.all().stream().map(FuzzTarget::name);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyTargetHandlesAnyBytes(String name) throws Exception {
        FuzzTarget target = FuzzTargets.byName(name);
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        assertTrue(!inputs.isEmpty(), "a target needs seeds");
        inputs.addAll(regressions(name));
        inputs.add(new byte[0]);
        for (byte[] input : inputs) {
            run(target, input);
        }
        Mutations mutations = new Mutations(name.hashCode());
        long end = System.nanoTime() + MAX_TOTAL_NANOS;
        for (int i = 0; i < MUTATIONS && System.nanoTime() < end; i++) {
            run(target, mutations.mutate(inputs));
        }
    }

    private static void run(FuzzTarget target, byte[] input) {
        long startNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            target.run(input);
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNanos;
            assertTrue(nanos < MAX_NANOS_PER_INPUT, () -> "took " + nanos / 1_000_000 + " ms");
        } catch (Exception | Error failed) {
            String text = new String(input, StandardCharsets.UTF_8);
            throw new AssertionError(
                    "The target " + target.name() + " fails on "
                            + Base64.getEncoder().encodeToString(input) + "\n" + text,
                    failed);
        }
    }

    /**
     * Returns the inputs for which a target once failed: the files in the folder that is named after the target, next
     * to this class.
     */
    static List<byte[]> regressions(String name) throws IOException, URISyntaxException {
        Optional<URL> folder = Optional.ofNullable(FuzzedInputsTest.class.getResource("inputs/" + name));
        if (folder.isEmpty()) {
            return List.of();
        }
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.get().toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }
}
