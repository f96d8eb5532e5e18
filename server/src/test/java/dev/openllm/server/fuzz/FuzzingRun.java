package dev.openllm.server.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Searches for inputs that make a target fail, with Jazzer, which prefers inputs that reach new code. Run on demand and
 * weekly by {@code .github/workflows/endurance.yml}:
 *
 * <pre>mvn -B -Pfuzz -pl server -am test -DskipTests -Dfuzz.seconds=300 [-Dfuzz.targets=yaml,dotenv]</pre>
 *
 * <p>A finding ends the run of its target with a failure. The input is stored in {@code
 * server/target/fuzz/NAME/findings}: fix the fault and copy the input to {@code
 * src/test/resources/dev/openllm/server/fuzz/inputs/NAME}, so that {@code FuzzedInputsTest} reads it in every build.
 * Inputs that reached new code remain in {@code server/target/fuzz/NAME/corpus} for the next run.
 */
final class FuzzingRun {

    /** An input that takes longer counts as a finding. */
    private static final int MAX_SECONDS_PER_INPUT = 20;

    private FuzzingRun() {}

    public static void main(String[] arguments) throws Exception {
        long seconds = Long.parseLong(arguments[0]);
        List<String> targetNames = arguments.length < 2 || arguments[1].isBlank()
                ? FuzzTargets.all().stream().map(FuzzTarget::name).toList()
                : Arrays.asList(arguments[1].split(","));
        List<String> failedTargets = new ArrayList<>();
        for (String name : targetNames) {
            if (run(FuzzTargets.byName(name), seconds) != 0) {
                failedTargets.add(name);
            }
        }
        System.out.println(
                failedTargets.isEmpty() ? "No findings." : "Findings in target/fuzz of " + failedTargets + ".");
        System.exit(failedTargets.isEmpty() ? 0 : 1);
    }

    private static int run(FuzzTarget target, long seconds) throws Exception {
        Path folder = Path.of("target/fuzz", target.name()).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        writeSeeds(target.seeds(), corpus);
        writeSeeds(FuzzedInputsTest.regressions(target.name()), corpus);
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx700m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerTarget.class.getName(),
                "--target_args=" + target.name(),
                "--instrumentation_includes=dev.openllm.**",
                "--disabled_hooks=" + hookNames(),
                corpus.toString(),
                "-max_total_time=" + seconds,
                "-max_len=8192",
                "-timeout=" + MAX_SECONDS_PER_INPUT,
                "-rss_limit_mb=0",
                "-artifact_prefix=" + findings + "/");
        Path log = folder.resolve("log.txt");
        int exitCode = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        System.out.println(target.name() + ": " + summary(log) + (exitCode == 0 ? "" : " FINDING, see " + log));
        return exitCode;
    }

    /**
     * Returns the injection detectors of Jazzer, which are disabled because they report any string that reaches a
     * regular expression or a file name as an attack, and strings in schemas and configurations regularly do. Each
     * detector is named because the option accepts no pattern.
     */
    private static String hookNames() throws ReflectiveOperationException {
        List<?> names = (List<?>) Class.forName("com.code_intelligence.jazzer.sanitizers.Constants")
                .getField("SANITIZER_HOOK_NAMES")
                .get(null);
        return names.stream().map(String::valueOf).collect(Collectors.joining(File.pathSeparator));
    }

    private static void writeSeeds(List<byte[]> inputs, Path corpus) throws IOException {
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(corpus.resolve("seed-" + i + "-" + Arrays.hashCode(inputs.get(i))), inputs.get(i));
        }
    }

    /** Returns the last line in which libFuzzer reports the number of runs. */
    private static String summary(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.matches("#\\d+.*cov: .*|Done \\d+ runs.*"))
                    .reduce("", (previous, line) -> line.length() > 100 ? line.substring(0, 100) : line);
        }
    }
}
