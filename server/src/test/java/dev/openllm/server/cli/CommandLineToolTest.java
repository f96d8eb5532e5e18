package dev.openllm.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.TextTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineToolTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Shell shell = new Shell(server);

    @Test
    void anUnknownOptionSuggestsTheNearestOne() {
        Shell.Outcome outcome = shell.run("chat", "--modle", "local/small", "Hi");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("Did you mean --model?"), outcome.err());
        assertEquals(2, outcome.err().lines().count());
    }

    @ParameterizedTest
    @CsvSource({"hlep, help", "chta, chat", "provdiers, providers", "usage --dyas, --days", "models --jsno, --json"})
    void namesWithTransposedLettersAreRecognized(String commandLine, String suggestion) {
        Shell.Outcome outcome = shell.run(commandLine.split(" "));

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("Did you mean " + suggestion + "?"), outcome.err());
    }

    @Test
    void anInvalidChoiceListsTheValidOnes() {
        assertTrue(
                shell.run("usage", "--by", "week")
                        .err()
                        .contains("--by must be one of day, client, model, key, not week."),
                shell.run("usage", "--by", "week").err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyModelNameIsInvalid(String model) {
        Shell.Outcome outcome = shell.run("chat", "-m", model, "Hi");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("--model is empty."), outcome.err());
    }

    @Test
    void anEmptySchemaNameIsNotAFile() {
        assertTrue(shell.run("chat", "-m", "local/small", "--schema", "", "Hi")
                .err()
                .contains("--schema must be a file, a JSON Schema, or fields such as 'name, age int'."));
    }

    @Test
    void everyCommandHasTheNameByWhichItIsCreated() {
        Commands commands = new Commands(server, server, shell.terminal(), Shell.CACHE_FOLDER);

        assertEquals(
                Commands.NAMES,
                Commands.NAMES.stream()
                        .map(name -> commands.create(name).getCommandName())
                        .toList());
    }

    /**
     * The subcommand name makes the parser create only that command; a preceding option makes it create all commands.
     */
    @ParameterizedTest
    @ValueSource(strings = {"secrets", "config", "log", "gateway", "models", "trust", "usage"})
    void aCommandThatIsCreatedAloneHasTheSameHelp(String command) {
        assertEquals(
                shell.run("help", command).out(), shell.run(command, "--help").out());
    }

    @Test
    void optionsHaveTheSameMeaningBeforeAndAfterTheCommand() {
        assertEquals(
                shell.run("models", "--json", "local").out(),
                shell.run("--json", "models", "local").out());
        assertEquals(2, shell.run("--config", "missing.yaml", "chat", "Hi").exitCode());
        assertEquals(2, shell.run("--config=missing.yaml", "config", "show").exitCode());
    }

    @Test
    void anOptionBeforeTheCommandIsRefusedIfTheCommandLacksIt() {
        assertEquals(2, shell.run("--own", "config", "show").exitCode());
    }

    @Test
    void theCommandFailsIfItsOutputCannotBeWritten() {
        Shell.Outcome outcome = shell.withBrokenStdout().run("models");

        assertEquals(7, outcome.exitCode());
        assertTrue(outcome.err().contains("writing to stdout failed"), outcome.err());
    }

    @Test
    void aReaderThatClosesAPipeIsNotAnError() {
        Shell.Outcome outcome = shell.withClosedReader().run("models");

        assertEquals(0, outcome.exitCode());
        assertEquals("", outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "models", "providers", "secrets", "serve"})
    void theHelpOfEachCommandListsItsExitCodes(String command) {
        Shell.Outcome outcome = shell.run(command, "--help");

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().contains("130   interrupted (Ctrl-C)"), outcome.out());
        assertEquals("", outcome.err());
    }

    @Test
    void withoutACommandThePossibleNextStepsAreShown() {
        Shell.Outcome outcome = shell.run();

        assertTrue(outcome.out().contains("local     Ready · 1 model"), outcome.out());
        assertTrue(outcome.out().contains("open-llm chat \"Hello\""), outcome.out());
    }

    @Test
    void modelsAreListedInColumns() {
        assertEquals("""
            MODEL        CONTEXT  OUTPUT  CAPABILITIES
            local/small  128k     8000    tools         default
            """, shell.run("models").out());
    }

    @Test
    void anUnknownProviderIsReported() {
        Shell.Outcome outcome = shell.run("models", "nobody");

        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.err().contains("Provider nobody does not exist."), outcome.err());
    }

    @Test
    void modelsAreListedAsJsonLines() {
        Shell.Outcome outcome = shell.run("models", "--json");

        assertEquals(1, outcome.out().lines().count());
        assertTrue(outcome.out().startsWith("{\"id\":\"local/small\","), outcome.out());
    }

    @Test
    void aKeyFromStdinIsStoredWithoutShowingIt() {
        Shell.Outcome outcome = shell.withStdin("sk-very-secret\n").run("secrets", "set", "local");

        assertEquals("sk-very-secret", server.storedSecrets.getFirst().value());
        assertEquals(Optional.empty(), server.storedSecrets.getFirst().store());
        assertFalse((outcome.out() + outcome.err()).contains("secret"), outcome.err());
        assertEquals(0, outcome.exitCode());
    }

    @Test
    void aKeyAsAnArgumentIsRefusedWithoutRepeatingIt() {
        Shell.Outcome outcome = shell.run("secrets", "set", "local", "sk-very-secret");

        assertEquals(2, outcome.exitCode());
        assertFalse(outcome.err().contains("sk-very-secret"), outcome.err());
    }

    @Test
    void anUnknownCommandSuggestsTheNearestOne() {
        assertEquals(
                "open-llm: Unknown command: model.\n  Did you mean models? Run `open-llm --help` to see its options.\n",
                shell.run("model").err());
    }

    @Test
    void theExplanationOfAModelStatesTheSourceOfEachProperty() {
        Shell.Outcome outcome = shell.run("models", "--explain", "local/small");
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().lines().anyMatch(line -> line.matches("context tokens +\\d+.*")), outcome.out());
        assertTrue(outcome.out().lines().findFirst().orElse("").contains("SOURCE"), outcome.out());
    }

    @Test
    void anUnlistedModelCannotBeExplained() {
        Shell.Outcome outcome = shell.run("models", "--explain", "local/none");
        assertEquals(3, outcome.exitCode());
        assertEquals("", outcome.out());
    }

    @Test
    void withoutACommandJsonOutputIsOneObject() throws IOException {
        Shell.Outcome outcome = shell.run("--json");

        assertEquals(1, outcome.out().lines().count());
        JsonNode overview = Wire.JSON.readTree(outcome.out());
        assertEquals("local", overview.path("providers").path(0).path("name").asText());
        assertEquals(1, overview.path("models").asInt());
    }

    @Test
    void aNarrowTerminalWrapsTheLastColumnBetweenWords() {
        Terminal terminal = shell.onTerminalWithWidth(30).terminal().withoutColor();
        TextTable table = new TextTable(List.of("PLACE", "WHY"));
        table.addRow("keychain", "It is locked at the moment.");
        table.print(terminal);

        assertEquals("""
            PLACE     WHY
            keychain  It is locked at the
                      moment.
            """, shell.stdoutText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"60 | 60", "80 | 80", "200 | 100", "20 | 55"})
    void helpIsAsWideAsTheTerminalUpToAMaximum(int terminalWidth, int maxWidth) {
        String help =
                shell.onTerminalWithWidth(terminalWidth).run("chat", "--help").out();

        int longestLine = help.replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .filter(line -> !line.startsWith("  open-llm ") && !line.startsWith("  git "))
                .mapToInt(String::length)
                .max()
                .orElseThrow();
        assertTrue(longestLine <= maxWidth && longestLine > maxWidth - 12, longestLine + " of " + maxWidth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat",
                "models",
                "providers",
                "secrets",
                "config",
                "usage",
                "access",
                "trust",
                "add",
                "import",
                "help",
                "doctor",
                "gateway",
                "serve"
            })
    void theHelpOfEachCommandHasExamples(String command) {
        assertTrue(shell.run(command, "--help").out().contains("\nExamples:\n  "), command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secrets nothing           | 'secrets does not have this subcommand. Available subcommands: copy,"
                        + " delete, env, list, set, test, where.'",
                "serve                     | 'Missing required argument (specify one of these): (--stdio |"
                        + " --websocket).'",
                "frobnicate                | Unknown command: frobnicate.",
                "gateway --port x          | '--port must be a whole number, not x.'",
                "chat --temperature hot Hi | '--temperature must be a number, not hot.'",
                "completion tcsh           | 'SHELL must be one of bash, zsh, fish, not tcsh.'",
                "config set default_model  | 'The value is missing. Specify one, as in `open-llm config set"
                        + " default_model ollama/llama3.2`.'",
                "models --config /nowhere  | File not found: /nowhere.",
            })
    void aUsageErrorIsOneMessageWithAHintAboutTheHelp(String arguments, String message) {
        Shell.Outcome outcome = shell.run(arguments.split(" "));

        assertEquals(2, outcome.exitCode());
        assertEquals("open-llm: " + message, outcome.err().lines().findFirst().orElse(""));
        assertEquals(2, outcome.err().lines().count(), outcome.err());
        assertFalse(outcome.err().contains("Did you mean"), outcome.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "secrets", "access"})
    void aCommandGroupWithoutASubcommandShowsItsHelp(String group) {
        Shell.Outcome outcome = shell.run(group);

        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().startsWith("Usage: open-llm " + group), outcome.out());
    }

    @Test
    void theHelpCommandShowsTheHelpOfACommand() {
        assertEquals(
                shell.run("secrets", "set", "--help").out(),
                shell.run("help", "secrets", "set").out());
        assertTrue(shell.run("help").out().startsWith("Usage: open-llm "));
    }

    @Test
    void theHelpCommandSuggestsTheNearestCommand() {
        Shell.Outcome outcome = shell.run("help", "secrts");

        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().contains("Did you mean secrets?"), outcome.err());
    }

    @Test
    void statesAreColoredOnlyOnATerminal() {
        assertTrue(shell.onTerminal().run("providers").out().contains("\u001b[32mReady · 1 model · default\u001b[0m"));
        assertFalse(new Shell(new ScriptedServer()).run("providers").out().contains("\u001b"));
    }

    @Test
    void noColorDisablesColors() {
        assertFalse(shell.onTerminal().run("providers", "--no-color").out().contains("\u001b"));
        assertFalse(shell.onTerminal().run("--no-color").out().contains("\u001b"));
    }

    @Test
    void aTableFitsTheTerminalWithoutSplittingWordsThatFit() {
        TextTable table = new TextTable(List.of("PROVIDER", "STATE", "KEY", "ADDRESS", "FROM"));
        table.addRow(
                "company-gateway",
                "Cannot reach llm.example.com",
                "environment variable COMPANY_GATEWAY_KEY",
                "https://llm.example.com/openai/v1",
                "/srv/somewhere/far/away/config.yaml:12");
        table.print(shell.onTerminalWithWidth(80).terminal().withoutColor());

        assertTrue(shell.stdoutText().lines().allMatch(line -> line.length() <= 80), shell.stdoutText());
        assertTrue(shell.stdoutText().contains("company-gateway"), shell.stdoutText());
        assertTrue(shell.stdoutText().contains("environment"), shell.stdoutText());
    }

    @Test
    void aTableInAPipeHasOneLinePerRow() {
        TextTable table = new TextTable(List.of("A", "B"));
        table.addRow("x".repeat(100), "y".repeat(100));
        table.print(shell.terminal());

        assertEquals(2, shell.stdoutText().lines().count());
    }
}
