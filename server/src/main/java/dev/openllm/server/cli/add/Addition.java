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
    private final Wishes wishes;
    private Check check;
    private Optional<String> givenKey;

    /**
     * The values that the user specified as options.
     *
     * @param models the models to offer if the provider has no model list; the first model becomes the default model if
     *     none is set
     * @param keyVariable the environment variable that contains the API key
     */
    record Wishes(
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

    Addition(Servers servers, Terminal terminal, Questions questions, Check check, Wishes wishes) {
        this.servers = servers;
        this.terminal = terminal;
        this.questions = questions;
        this.check = check;
        this.wishes = wishes;
    }

    /**
     * Returns the API key that the options specify, or an empty result if no option specifies a key. The source of the
     * key is read only once, even if this method is called again.
     */
    Optional<String> keyGivenBeforehand() {
        if (givenKey == null) {
            givenKey = wishes.keyVariable().map(this::fromEnvironment);
            if (wishes.keyFromStdin()) {
                givenKey =
                        Optional.of(questions.piped().orElseThrow(() -> new UsageError("Stdin contains no API key.")));
            }
        }
        return givenKey;
    }

    private String fromEnvironment(String variable) {
        String value = servers.environment().getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new UsageError("The environment variable " + Terminal.harmless(variable) + " is not set.");
        }
        return value;
    }

    /**
     * @param recognize the function that identifies the provider. The argument of the function is the API key, which is
     *     sometimes necessary to detect the dialect of the provider, or an empty value if no key is available
     */
    ExitCode add(Function<Optional<String>, NewProvider> recognize) {
        NewProvider provider = recognize.apply(keyGivenBeforehand()).withKeyEnv(wishes.keyVariable());
        if (provider.needsModels() && !provider.configured()) {
            provider = provider.withModels(deployments(provider));
        }
        Optional<String> key = key(provider);
        if (provider.dialect().isPresent() && provider.needsKey() && givenKey.isEmpty() && key.isPresent()) {
            provider = recognize.apply(key); // the dialect could not be detected without the API key
        }
        Check.Answer answer = new Check.Answer(
                new ProviderStatus(ProviderStatus.State.READY, "Not checked", Optional.empty()), List.of());
        if (wishes.unchecked()) {
            provider = wishes.models().isEmpty() ? provider : provider.withModels(wishes.models());
        } else {
            Tried tried = tried(provider, key);
            provider = tried.provider();
            key = tried.key();
            answer = tried.answer();
        }
        Optional<String> stored = wishes.keyVariable().isPresent() ? Optional.empty() : key;
        return write(provider, stored, answer);
    }

    private List<String> deployments(NewProvider provider) {
        if (!wishes.models().isEmpty()) {
            return wishes.models();
        }
        if (!questions.asks()) {
            throw new UsageError(
                    provider.displayName() + " does not list its models. Specify your deployments with --model.");
        }
        return words(questions.line("Deployment names, separated by commas:"));
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.split("[,\\s]+"))
                .filter(word -> !word.isBlank())
                .toList();
    }

    // ---- API key

    private Optional<String> key(NewProvider provider) {
        if (keyGivenBeforehand().isPresent() || !provider.needsKey()) {
            return keyGivenBeforehand();
        }
        Optional<String> place = keyPlace(provider);
        if (place.isPresent()) {
            questions.note("Using the API key in: " + place.get() + ".");
            return Optional.empty();
        }
        Optional<String> key = questions.asks()
                ? questions.hidden("API key for " + provider.displayName())
                : terminal.inIsTerminal() ? Optional.empty() : questions.piped();
        if (key.isEmpty() && !questions.asks()) {
            throw new UsageError(
                    provider.displayName() + " requires an API key. Pipe the key to stdin, or use --key-from-env to "
                            + "specify an environment variable that contains it.");
        }
        return key;
    }

    /** Returns a description of where the API key of a provider is stored, or an empty result if no key exists. */
    private Optional<String> keyPlace(NewProvider provider) {
        if (provider.apiBase().isPresent()) {
            return Optional.empty();
        }
        try (Session session = Session.open(servers, check.configFile().filter(Files::exists))) {
            return new Additions(session).keyPlace(provider.name());
        }
    }

    // ---- Check

    private record Tried(NewProvider provider, Optional<String> key, Check.Answer answer) {}

    private Tried tried(NewProvider chosen, Optional<String> given) {
        NewProvider provider = chosen;
        Optional<String> key = given;
        Check.Answer answer = check.ask(provider, key);
        for (int attempt = 1; !isUsable(answer) && attempt <= KEY_ATTEMPTS; attempt++) {
            if (answer.wantsKey() && wishes.keyVariable().isEmpty() && (questions.asks() || key.isEmpty())) {
                if (questions.asks()) {
                    questions.note(answer.error().message());
                }
                Optional<String> other = questions.asks()
                        ? questions.hidden("API key for " + provider.displayName() + ", or press Enter to stop")
                        : terminal.inIsTerminal() ? Optional.empty() : questions.piped();
                if (other.isEmpty()) {
                    break;
                }
                key = other;
            } else if (isUntrusted(answer) && questions.asks()) {
                questions.note(answer.error().message());
                String file = questions.line("PEM file with your company's CA certificates, or press Enter to stop:");
                if (file.isBlank()) {
                    break;
                }
                check = new Check(servers, check.configFile(), List.of(certificates(file)));
            } else if (listsNothing(answer)
                    && (questions.asks() || !wishes.models().isEmpty())) {
                List<String> models = wishes.models().isEmpty()
                        ? words(questions.line("The provider lists no models. Model IDs, separated by commas:"))
                        : wishes.models();
                if (models.isEmpty() || models.equals(provider.models())) {
                    break;
                }
                provider = provider.withModels(models);
            } else {
                break;
            }
            answer = check.ask(provider, key);
        }
        if (!isUsable(answer)) {
            refuseUnlessWanted(provider, answer);
        }
        return new Tried(provider, key, answer);
    }

    private void refuseUnlessWanted(NewProvider provider, Check.Answer answer) {
        ErrorInfo error = answer.ready()
                ? ErrorInfo.of(ErrorKind.CONFIG, provider.displayName() + " lists no models.")
                        .withHint("Specify a model with --model.")
                : answer.error();
        if (questions.asks()) {
            questions.note(error.message());
        }
        if (!questions.agreed("Add " + provider.name() + " anyway?")) {
            String remedy = error.hint().map(hint -> hint + " ").orElse("");
            throw new OpenLlmException(error.withHint(
                    remedy + "Nothing was written. To add the provider without this check, use " + "--no-check."));
        }
    }

    private static boolean isUsable(Check.Answer answer) {
        return answer.ready() && !answer.models().isEmpty();
    }

    private static boolean listsNothing(Check.Answer answer) {
        int status = answer.status()
                .error()
                .flatMap(error ->
                        error.status().isPresent() ? Optional.of(error.status().getAsInt()) : Optional.<Integer>empty())
                .orElse(0);
        return answer.ready() || status == 404 || status == 405 || status == 501;
    }

    private static boolean isUntrusted(Check.Answer answer) {
        return answer.error()
                .code()
                .filter(ErrorInfo.UNTRUSTED_CERTIFICATE::equals)
                .isPresent();
    }

    private static String certificates(String file) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new UsageError("File not found: " + Terminal.harmless(file) + ".");
        }
        return path.toString();
    }

    // ---- Output

    private ExitCode write(NewProvider provider, Optional<String> key, Check.Answer answer) {
        List<ConfigEdit> edits = new ArrayList<>();
        check.caFiles().forEach(file -> edits.add(Additions.item("network.caFiles", TextNode.valueOf(file))));
        if (!provider.configured()) {
            edits.add(Additions.item("providers", provider.entry()));
        }
        try (Session session = Session.open(servers, check.configFile())) {
            Additions additions = new Additions(session);
            Optional<String> before =
                    Session.get(session.server().showConfig(new ConfigShowParams(List.of("defaultModel"))))
                            .values()
                            .stream()
                            .findFirst()
                            .map(value -> value.value().asText());
            Optional<String> model = model(provider, answer);
            Optional<String> newDefault = before.isPresent() ? Optional.empty() : model;
            newDefault.ifPresent(id -> edits.add(Additions.defaultModel(id)));
            ConfigEditResult made = additions.write(edits);
            List<String> said = key.map(text -> stored(additions, provider, text, edits, made))
                    .orElse(List.of());
            if (wishes.json()) {
                new JsonLines(terminal.out())
                        .line(new Added(
                                provider.name(),
                                made.file(),
                                additions.keyPlace(provider.name()),
                                answer.models().size(),
                                before.or(() -> newDefault)));
            } else {
                summarize(provider, answer, made, said, before, newDefault);
            }
            return message()
                    .map(text -> FirstMessage.send(session, terminal, model.orElse(""), text, wishes.json()))
                    .orElse(ExitCode.OK);
        }
    }

    private List<String> stored(
            Additions additions, NewProvider provider, String key, List<ConfigEdit> edits, ConfigEditResult made) {
        try {
            return additions.storeKey(provider.name(), key, wishes.store());
        } catch (OpenLlmException failed) {
            additions.undo(edits, made);
            throw failed;
        }
    }

    private Optional<String> model(NewProvider provider, Check.Answer answer) {
        List<String> ids = answer.models().stream().map(ModelInfo::model).toList();
        if (!wishes.models().isEmpty()) {
            String wanted = wishes.models()
                    .getFirst()
                    .replaceFirst("^" + java.util.regex.Pattern.quote(provider.name()) + "/", "");
            if (!ids.isEmpty() && !ids.contains(wanted)) {
                throw new UsageError(provider.name() + " has no model named " + Terminal.harmless(wanted)
                        + ". Available "
                        + "models: "
                        + String.join(", ", ids.stream().limit(8).toList()) + (ids.size() > 8 ? ", and more" : "")
                        + ". Nothing was written.");
            }
            return Optional.of(provider.name() + "/" + wanted);
        }
        return answer.models().stream()
                .filter(model -> model.capabilities().tools())
                .findFirst()
                .or(() -> answer.models().stream().findFirst())
                .map(model -> provider.name() + "/" + model.model());
    }

    private void summarize(
            NewProvider provider,
            Check.Answer answer,
            ConfigEditResult made,
            List<String> said,
            Optional<String> before,
            Optional<String> newDefault) {
        int count = answer.models().size();
        String models = count == 0 ? "" : count == 1 ? " It has 1 model." : " It has " + count + " models.";
        questions.note(
                made.changes().isEmpty()
                        ? provider.name() + " was already configured." + models
                        : "Added " + provider.name() + " to " + made.file().orElse("the configuration") + "." + models);
        said.forEach(questions::note);
        newDefault.ifPresent(model -> questions.note("Default model: " + model + "."));
        before.ifPresent(model -> questions.note("The default model is still " + model
                + ". To change it, run `open-llm config set default_model PROVIDER/MODEL`."));
        questions.note("Next: open-llm chat \"Hello\"");
    }

    private Optional<String> message() {
        return wishes.message()
                .or(() -> questions.agreed("Send a test message?")
                        ? Optional.of("Say hello in one short sentence.")
                        : Optional.empty());
    }
}
