package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After all tests of the build before this one: no key of theirs is in their reports, logs and dumps. */
class NoCanaryIsLeftIT {

    @Test
    void noReportOfATestHoldsAKey() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder : List.of(
                Path.of("../protocol/target/surefire-reports"),
                Path.of("target/surefire-reports"),
                Path.of("target/failsafe-reports"))) {
            if (Files.isDirectory(folder)) {
                found.addAll(Canaries.in(folder, file -> false));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void noJvmOfATestLeftACopyOfItsMemory() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(Path.of(".")), Files.list(Path.of("target")))) {
            assertEquals(
                    List.of(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("hs_err_pid") || name.startsWith("core.") || name.endsWith(".hprof"))
                            .toList());
        }
    }
}
