package dev.openllm.server.imports;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Imports the configurations of other programs, either from their default locations or from a file that the user
 * specifies.
 */
public record Imports(ImportLocations places) {

    private static final List<ImportSource> SOURCES =
            List.of(new VsCodeModels(), new LiteLlmConfig(), new ContinueConfig(), new LlmTool(), new AbbenayConfig());

    /** Returns the names that identify the supported programs on the command line. */
    public static List<String> ids() {
        return SOURCES.stream().map(ImportSource::id).toList();
    }

    /**
     * Reads the configuration files of all supported programs from their default locations.
     *
     * @return one plan for each program that has a configuration file
     */
    public List<ImportPlan> findAll() {
        List<ImportPlan> plans = new ArrayList<>();
        for (ImportSource source : SOURCES) {
            existingFiles(source).ifPresent(files -> plans.add(read(source, files)));
        }
        return plans;
    }

    /**
     * Reads a program's configuration files from their default locations.
     *
     * @throws OpenLlmException if no such file exists or a file cannot be read
     */
    public ImportPlan of(String id) {
        ImportSource source = SOURCES.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return read(
                source,
                existingFiles(source)
                        .orElseThrow(() -> new OpenLlmException(
                                ErrorKind.CONFIG,
                                "No configuration of " + source.title() + " was found in the standard "
                                        + "locations ("
                                        + String.join(
                                                ", ",
                                                source.defaultFiles(places).stream()
                                                        .limit(2)
                                                        .map(Path::toString)
                                                        .toList())
                                        + ").",
                                "To import a specific file, run: open-llm import FILE")));
    }

    /**
     * Reads a configuration file of any supported program.
     *
     * @throws OpenLlmException if the file does not belong to a supported program or cannot be read
     */
    public ImportPlan of(Path file) {
        String text = readText(file);
        return SOURCES.stream()
                .filter(source -> source.recognizes(file, text))
                .findFirst()
                .map(source -> read(source, List.of(file)))
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        file + " is not a configuration that can be imported.",
                        "Specify chatLanguageModels.json from VS Code, the configuration file of LiteLLM or"
                                + " Continue, keys.json or extra-openai-models.yaml from llm, or config.yaml from"
                                + " Abbenay."));
    }

    private Optional<List<Path>> existingFiles(ImportSource source) {
        List<Path> files = source.defaultFiles(places).stream()
                .filter(Files::isRegularFile)
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(files);
    }

    private static ImportPlan read(ImportSource source, List<Path> files) {
        PlanBuilder plan = new PlanBuilder(source.title());
        for (Path file : files) {
            String text = readText(file);
            plan.addFile(file.toString());
            try {
                source.read(file, text, plan);
            } catch (ConfigFileException wrong) {
                throw readError(file, wrong);
            }
        }
        return plan.build();
    }

    private static String readText(Path file) {
        try {
            return FileText.read(file).text();
        } catch (ConfigFileException wrong) {
            throw readError(file, wrong);
        } catch (IOException unreadable) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    file + " cannot be read.",
                    "Check the file permissions, or specify another file.");
        }
    }

    private static OpenLlmException readError(Path file, ConfigFileException cause) {
        String location = cause.line() > 0 ? file + ":" + cause.line() : file.toString();
        return new OpenLlmException(ErrorInfo.of(ErrorKind.CONFIG, location + ": " + cause.getMessage())
                .withHint("Nothing was imported. Fix the file, or import the other files individually."));
    }
}
