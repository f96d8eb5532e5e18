package dev.openllm.server.cli.add;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.openllm.protocol.config.ConfigEdit;
import dev.openllm.protocol.config.ConfigEditResult;
import dev.openllm.protocol.config.ConfigShowParams;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.secret.SecretStore;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.cli.terminal.ExitCode;
import dev.openllm.server.cli.terminal.JsonLines;
import dev.openllm.server.cli.terminal.Terminal;
import dev.openllm.server.cli.terminal.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds one provider in several steps: obtains the API key, checks the provider, writes the configuration and the
 * default model, and sends a test message.
 */
final class Addition {

    private static final int KEY_ATTEMPTS = 3;

    private final Servers servers;
    private final Terminal terminal;
    private final Questions questions;
    private final Options options;
    private Check check;
    private Optional<String> specifiedKey;

    /**
     * The values that the user specified as options.
     *
     * @param models the models to offer if the provider has no model list; the first model becomes the default model if
     *     none is set
     * @param keyVariable the environment variable that contains the API key
     */
    record Options(
            List<String> models,
            Optional<String> keyVariable,
            boolean keyFromStdin,
            Optional<SecretStore> store,
            Optional<String> message,
            boolean unchecked,
            boolean json) {}

    /** The JSON object that {@code --json} prints. */
    private record Added(
            String provider, Optional<String> file, Optional<String> key, int models, Optional<String> defaultModel) {}

    Addition(Servers servers, Terminal terminal, Questions questions, Check check, Options options) {
        this.servers = servers;
        this.terminal = terminal;
        this.questions = questions;
        this.check = check;
        this.options = options;
    }

    /**
     * Returns the API key that the options specify, or an empty result if no option specifies a key. The source of the
     * key is read only once, even if this method is called again.
     */
    Optional<String> specifiedKey() {
        if (specifiedKey == null) {
            specifiedKey = options.keyVariable().map(this::fromEnvironment);
            if (options.keyFromStdin()) {
                specifiedKey = Optional.of(
                        questions.readPipedKey().orElseThrow(() -> new UsageError("Stdin contains no API key.")));
            }
        }
        return specifiedKey;
    }

    private String fromEnvironment(String variable) {
        String value = servers.environment().getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new UsageError("The environment variable " + Terminal.sanitize(variable) + " is not set.");
        }
        return value;
    }

    /**
     * @param recognize the function that identifies the provider. The argument of the function is the API key, which is
     *     sometimes necessary to detect the dialect of the provider, or an empty value if no key is available
     */
    ExitCode add(Function<Optional<String>, NewProvider> recognize) {
        NewProvider provider = recognize.apply(specifiedKey()).withKeyEnv(options.keyVariable());
        if (provider.needsModels() && !provider.configured()) {
            provider = provider.withModels(deployments(provider));
        }
        Optional<String> key = findKey(provider);
        if (provider.dialect().isPresent() && provider.needsKey() && specifiedKey.isEmpty() && key.isPresent()) {
            provider = recognize.apply(key); // the dialect could not be detected without the API key
        }
        Check.Answer result = new Check.Answer(
                new ProviderStatus(ProviderStatus.State.READY, "Not checked", Optional.empty()), List.of());
        if (options.unchecked()) {
            provider = options.models().isEmpty() ? provider : provider.withModels(options.models());
        } else {
            Attempt checked = checkWithRetries(provider, key);
            provider = checked.provider();
            key = checked.key();
            result = checked.result();
        }
        Optional<String> keyToStore = options.keyVariable().isPresent() ? Optional.empty() : key;
        return write(provider, keyToStore, result);
    }

    private List<String> deployments(NewProvider provider) {
        if (!options.models().isEmpty()) {
            return options.models();
        }
        if (!questions.isInteractive()) {
            throw new UsageError(
                    provider.displayName() + " does not list its models. Specify your deployments with --model.");
        }
        return splitWords(questions.ask("Deployment names, separated by commas:"));
    }

    private static List<String> splitWords(String line) {
        return Arrays.stream(line.split("[,\\s]+"))
                .filter(word -> !word.isBlank())
                .toList();
    }

    // ---- API key

    private Optional<String> findKey(NewProvider provider) {
        if (specifiedKey().isPresent() || !provider.needsKey()) {
            return specifiedKey();
        }
        Optional<String> location = keyLocation(provider);
        if (location.isPresent()) {
            questions.note("Using the API key in: " + location.get() + ".");
            return Optional.empty();
        }
        Optional<String> key = questions.isInteractive()
                ? questions.readSecret("API key for " + provider.displayName())
                : terminal.inIsTerminal() ? Optional.empty() : questions.readPipedKey();
        if (key.isEmpty() && !questions.isInteractive()) {
            throw new UsageError(
                    provider.displayName() + " requires an API key. Pipe the key to stdin, or use --key-from-env to "
                            + "specify an environment variable that contains it.");
        }
        return key;
    }

    /** Returns a description of where the API key of a provider is stored, or an empty result if no key exists. */
    private Optional<String> keyLocation(NewProvider provider) {
        if (provider.apiBase().isPresent()) {
            return Optional.empty();
        }
        try (Session session = Session.open(servers, check.configFile().filter(Files::exists))) {
            return new Additions(session).keyLocation(provider.name());
        }
    }

    // ---- Check

    private record Attempt(NewProvider provider, Optional<String> key, Check.Answer result) {}

    private Attempt checkWithRetries(NewProvider initialProvider, Optional<String> initialKey) {
        NewProvider provider = initialProvider;
        Optional<String> key = initialKey;
        Check.Answer result = check.run(provider, key);
        for (int attempt = 1; !isUsable(result) && attempt <= KEY_ATTEMPTS; attempt++) {
            if (result.needsKey() && options.keyVariable().isEmpty() && (questions.isInteractive() || key.isEmpty())) {
                if (questions.isInteractive()) {
                    questions.note(result.error().message());
                }
                Optional<String> newKey = questions.isInteractive()
                        ? questions.readSecret("API key for " + provider.displayName() + ", or press Enter to stop")
                        : terminal.inIsTerminal() ? Optional.empty() : questions.readPipedKey();
                if (newKey.isEmpty()) {
                    break;
                }
                key = newKey;
            } else if (isUntrusted(result) && questions.isInteractive()) {
                questions.note(result.error().message());
                String file = questions.ask("PEM file with your company's CA certificates, or press Enter to stop:");
                if (file.isBlank()) {
                    break;
                }
                check = new Check(servers, check.configFile(), List.of(certificateFile(file)));
            } else if (lacksModelList(result)
                    && (questions.isInteractive() || !options.models().isEmpty())) {
                List<String> models = options.models().isEmpty()
                        ? splitWords(questions.ask("The provider lists no models. Model IDs, separated by commas:"))
                        : options.models();
                if (models.isEmpty() || models.equals(provider.models())) {
                    break;
                }
                provider = provider.withModels(models);
            } else {
                break;
            }
            result = check.run(provider, key);
        }
        if (!isUsable(result)) {
            confirmOrReject(provider, result);
        }
        return new Attempt(provider, key, result);
    }

    private void confirmOrReject(NewProvider provider, Check.Answer result) {
        ErrorInfo error = result.isReady()
                ? ErrorInfo.of(ErrorKind.CONFIG, provider.displayName() + " lists no models.")
                        .withHint("Specify a model with --model.")
                : result.error();
        if (questions.isInteractive()) {
            questions.note(error.message());
        }
        if (!questions.confirm("Add " + provider.name() + " anyway?")) {
            String remedy = error.hint().map(hint -> hint + " ").orElse("");
            throw new OpenLlmException(error.withHint(
                    remedy + "Nothing was written. To add the provider without this check, use " + "--no-check."));
        }
    }

    private static boolean isUsable(Check.Answer result) {
        return result.isReady() && !result.models().isEmpty();
    }

    private static boolean lacksModelList(Check.Answer result) {
        int status = result.status()
                .error()
                .flatMap(error ->
                        error.status().isPresent() ? Optional.of(error.status().getAsInt()) : Optional.<Integer>empty())
                .orElse(0);
        return result.isReady() || status == 404 || status == 405 || status == 501;
    }

    private static boolean isUntrusted(Check.Answer result) {
        return result.error()
                .code()
                .filter(ErrorInfo.UNTRUSTED_CERTIFICATE::equals)
                .isPresent();
    }

    private static String certificateFile(String file) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new UsageError("File not found: " + Terminal.sanitize(file) + ".");
        }
        return path.toString();
    }

    // ---- Output

    private ExitCode write(NewProvider provider, Optional<String> key, Check.Answer result) {
        List<ConfigEdit> edits = new ArrayList<>();
        check.caFiles().forEach(file -> edits.add(Additions.addItem("network.caFiles", TextNode.valueOf(file))));
        if (!provider.configured()) {
            edits.add(Additions.addItem("providers", provider.entry()));
        }
        try (Session session = Session.open(servers, check.configFile())) {
            Additions additions = new Additions(session);
            Optional<String> currentDefault =
                    Session.get(session.server().showConfig(new ConfigShowParams(List.of("defaultModel"))))
                            .values()
                            .stream()
                            .findFirst()
                            .map(value -> value.value().asText());
            Optional<String> model = selectModel(provider, result);
            Optional<String> newDefault = currentDefault.isPresent() ? Optional.empty() : model;
            newDefault.ifPresent(id -> edits.add(Additions.defaultModel(id)));
            ConfigEditResult applied = additions.write(edits);
            List<String> messages = key.map(text -> storeKey(additions, provider, text, edits, applied))
                    .orElse(List.of());
            if (options.json()) {
                new JsonLines(terminal.out())
                        .write(new Added(
                                provider.name(),
                                applied.file(),
                                additions.keyLocation(provider.name()),
                                result.models().size(),
                                currentDefault.or(() -> newDefault)));
            } else {
                summarize(provider, result, applied, messages, currentDefault, newDefault);
            }
            return message()
                    .map(text -> FirstMessage.send(session, terminal, model.orElse(""), text, options.json()))
                    .orElse(ExitCode.OK);
        }
    }

    private List<String> storeKey(
            Additions additions, NewProvider provider, String key, List<ConfigEdit> edits, ConfigEditResult applied) {
        try {
            return additions.storeKey(provider.name(), key, options.store());
        } catch (OpenLlmException failed) {
            additions.undo(edits, applied);
            throw failed;
        }
    }

    private Optional<String> selectModel(NewProvider provider, Check.Answer result) {
        List<String> ids = result.models().stream().map(ModelInfo::model).toList();
        if (!options.models().isEmpty()) {
            String requestedModel = options.models()
                    .getFirst()
                    .replaceFirst("^" + java.util.regex.Pattern.quote(provider.name()) + "/", "");
            if (!ids.isEmpty() && !ids.contains(requestedModel)) {
                throw new UsageError(provider.name() + " has no model named " + Terminal.sanitize(requestedModel)
                        + ". Available "
                        + "models: "
                        + String.join(", ", ids.stream().limit(8).toList()) + (ids.size() > 8 ? ", and more" : "")
                        + ". Nothing was written.");
            }
            return Optional.of(provider.name() + "/" + requestedModel);
        }
        return result.models().stream()
                .filter(model -> model.capabilities().tools())
                .findFirst()
                .or(() -> result.models().stream().findFirst())
                .map(model -> provider.name() + "/" + model.model());
    }

    private void summarize(
            NewProvider provider,
            Check.Answer result,
            ConfigEditResult applied,
            List<String> messages,
            Optional<String> currentDefault,
            Optional<String> newDefault) {
        int count = result.models().size();
        String models = count == 0 ? "" : count == 1 ? " It has 1 model." : " It has " + count + " models.";
        questions.note(
                applied.changes().isEmpty()
                        ? provider.name() + " was already configured." + models
                        : "Added " + provider.name() + " to " + applied.file().orElse("the configuration") + "."
                                + models);
        messages.forEach(questions::note);
        newDefault.ifPresent(model -> questions.note("Default model: " + model + "."));
        currentDefault.ifPresent(model -> questions.note("The default model is still " + model
                + ". To change it, run `open-llm config set default_model PROVIDER/MODEL`."));
        questions.note("Next: open-llm chat \"Hello\"");
    }

    private Optional<String> message() {
        return options.message()
                .or(() -> questions.confirm("Send a test message?")
                        ? Optional.of("Say hello in one short sentence.")
                        : Optional.empty());
    }
}
