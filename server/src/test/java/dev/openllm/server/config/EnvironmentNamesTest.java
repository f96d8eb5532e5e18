package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNamesTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VARIABLE_NAME = Pattern.compile("\\bOPENLLM_([A-Z_]*[A-Z])\\b");

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "OPENLLM_CONFIG_HOM, OPENLLM_CONFIG_HOME",
        "OPENLLM_GATEWAY_TOKN, OPENLLM_GATEWAY_TOKEN",
        "OPENLLM_STATEDIR, OPENLLM_STATE_DIR"
    })
    void aMisspelledVariableIsReportedWithTheCorrectName(String name, String correctName) {
        assertEquals(
                List.of("Unknown environment variable " + name + ". Did you mean " + correctName + "?"),
                problemMessages(Map.of(name, "canary-value")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENLLM_TRUST", "OPENLLM_DO_NOT_TRACK", "OPENLLM_HOME", "OTHER_TRUS"})
    void correctNamesAndThoseOfOtherProgramsAreNotReported(String name) {
        assertEquals(List.of(), problemMessages(Map.of(name, "canary-value")));
    }

    @Test
    void everyVariableThatTheProgramsReadIsKnown() throws IOException {
        TreeSet<String> variables = new TreeSet<>();
        for (String folder :
                List.of("server/src/main", "protocol/node/src", "protocol/node/cli", "protocol/python/src")) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().matches(".*(\\.(java|ts|py|cmd)|/open-llm)$"))
                        .filter(path -> !path.toString().contains("node_modules") && Files.isRegularFile(path))
                        .toList()) {
                    VARIABLE_NAME
                            .matcher(Files.readString(file))
                            .results()
                            .forEach(match -> variables.add(match.group(1)));
                }
            }
        }
        assertEquals(new TreeSet<>(EnvironmentNames.ALL), variables);
    }

    private List<String> problemMessages(Map<String, String> environment) {
        try (LiveConfig live = LiveConfig.of(new ConfigFolder(temp).locations(), environment)) {
            List<Problem> problems = live.current().problems();
            assertTrue(problems.stream().noneMatch(problem -> problem.message().contains("canary")));
            return problems.stream().map(Problem::message).collect(Collectors.toList());
        }
    }
}
