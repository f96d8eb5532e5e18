package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.config.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for keys that this version does not recognize because they are misspelled or belong to a newer version. */
class UnknownNamesTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"policies.retrys\": 3}        | Unknown setting 'retrys'. Did you mean 'retries'?",
                "{\"policies\": {\"retrys\": 3}} | Unknown setting 'retrys'. Did you mean 'retries'?",
                "{\"polices.retries\": 3}        | Unknown setting 'polices'. Did you mean 'policies'?",
                "{\"access.newLimit\": 3}        | Unknown setting 'newLimit'. Remove it."
            })
    void unknownNamesInVsCodeSettingsAreReported(String settings, String message) {
        Config config = new ConfigFolder(temp).read(settings, "{}", true);

        assertEquals(
                List.of(message),
                config.problems().stream().map(Problem::message).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policies: {retrys: 3}       | Unknown setting 'retrys'. Did you mean 'retries'?",
                "polices: {retries: 3}       | Unknown setting 'polices'. Did you mean 'policies'?",
                "of_a_newer_version: {x: 1}  | The unknown setting 'of_a_newer_version' is ignored.",
                "access: {new_limit: 3}      | Unknown setting 'new_limit'. Remove it."
            })
    void unknownNamesInAFileAreReported(String yaml, String message) {
        Config config = new ConfigFolder(temp).user(yaml + "\n").read();

        assertEquals(
                List.of(message),
                config.problems().stream().map(Problem::message).toList());
    }
}
