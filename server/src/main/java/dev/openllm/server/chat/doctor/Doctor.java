package dev.openllm.server.chat.doctor;

import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.doctor.DoctorCheck.Name;
import dev.openllm.protocol.doctor.DoctorCheck.Outcome;
import dev.openllm.protocol.doctor.DoctorParams;
import dev.openllm.protocol.doctor.DoctorResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.Chats;
import dev.openllm.server.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests providers. First checks whether a provider is reachable and accepts the API key, and then tests one of the
 * provider's models.
 */
public final class Doctor {

    private final Providers providers;
    private final Chats chats;
    private final String version;
    private final List<String> restrictions;

    /**
     * Creates an instance whose report describes no policies.
     *
     * @param version the server version shown in the report
     */
    public Doctor(Providers providers, Chats chats, String version) {
        this(providers, chats, version, List.of());
    }

    /**
     * Creates an instance whose report describes the policies in effect.
     *
     * @param version the server version shown in the report
     * @param restrictions the sentences in the report that describe the policies in effect
     */
    public Doctor(Providers providers, Chats chats, String version, List<String> restrictions) {
        this.restrictions = List.copyOf(restrictions);
        this.providers = providers;
        this.chats = chats;
        this.version = version;
    }

    /**
     * Tests the providers and blocks until all tests have ended.
     *
     * @throws OpenLlmException if no active provider has the specified name
     */
    public DoctorResult run(DoctorParams params) {
        List<ProviderInfo> selected = selectProviders(params.provider());
        List<DoctorCheck> checks = new ArrayList<>();
        DoctorReport report = new DoctorReport(version, restrictions);
        for (ProviderInfo provider : selected) {
            Optional<ModelInfo> model = CheckedModel.of(providers, provider, params.model());
            List<DoctorCheck> results = examine(provider, model);
            checks.addAll(results);
            report.add(provider, model, results);
        }
        return new DoctorResult(checks, report.text());
    }

    private List<ProviderInfo> selectProviders(Optional<String> name) {
        List<ProviderInfo> active = providers.providers(new ListProvidersParams(false, true)).providers().stream()
                .filter(provider ->
                        provider.enabled() && name.map(provider.name()::equals).orElse(true))
                .toList();
        if (active.isEmpty()) {
            name.ifPresent(providers::secretQuery); // throws an exception if the provider is unknown
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("Provider {0} is not active.", name.orElse("")),
                    UserText.of("Run `open-llm add {0}` to use it.", name.orElse(""))
                            .inVsCode(
                                    "Run the \"Open LLM: Add Provider\" command to add the provider, or run the \"Open "
                                            + "LLM: Providers and Models\" command to see the active providers."));
        }
        return active;
    }

    private List<DoctorCheck> examine(ProviderInfo provider, Optional<ModelInfo> model) {
        List<DoctorCheck> checks = new ArrayList<>(connectionChecks(provider));
        boolean connectionFailed =
                checks.stream().anyMatch(check -> check.outcome() == Outcome.FAILED && check.name() != Name.LIST);
        if (connectionFailed || model.isEmpty()) {
            String reason =
                    connectionFailed ? "Skipped because an earlier check failed." : "There is no model to check.";
            for (Name name : List.of(Name.STREAM, Name.USAGE, Name.TOOL, Name.IMAGE, Name.CANCEL)) {
                checks.add(new DoctorCheck(provider.name(), name, Outcome.SKIPPED, reason, 0));
            }
            return checks;
        }
        checks.addAll(new ModelCheck(chats, model.get()).run());
        return checks;
    }

    /**
     * Checks whether the provider is reachable, accepts the API key, and lists models. The provider's latest status
     * determines all of these results.
     */
    private List<DoctorCheck> connectionChecks(ProviderInfo provider) {
        Optional<ErrorInfo> error = provider.status().error();
        boolean noKey = provider.status().state() == State.NO_KEY;
        boolean keyFailed =
                noKey || error.filter(e -> e.kind() == ErrorKind.AUTH).isPresent();
        boolean unreachable = error.filter(e -> isUnreachable(e.kind())).isPresent();
        String errorText = error.map(Doctor::messageWithHint).orElse("");
        String keyMessage = provider.keySource()
                .map(source -> "Found in: " + source + ".")
                .orElse("No API key is needed, or none was found.");
        return List.of(
                check(
                        provider,
                        Name.REACH,
                        unreachable,
                        noKey ? "Not checked without an API key." : "The server responds.",
                        errorText,
                        noKey),
                check(provider, Name.KEY, keyFailed, keyMessage, errorText, unreachable),
                check(
                        provider,
                        Name.LIST,
                        error.isPresent(),
                        provider.status().message() + ".",
                        errorText,
                        unreachable || keyFailed));
    }

    private static boolean isUnreachable(ErrorKind kind) {
        return kind == ErrorKind.NETWORK || kind == ErrorKind.TIMEOUT || kind == ErrorKind.CONFIG;
    }

    private static DoctorCheck check(
            ProviderInfo provider, Name name, boolean failed, String good, String bad, boolean skipped) {
        Outcome outcome = failed ? Outcome.FAILED : skipped ? Outcome.SKIPPED : Outcome.PASSED;
        String message = failed ? bad : skipped ? "Skipped because an earlier check failed." : good;
        return new DoctorCheck(provider.name(), name, outcome, message, 0);
    }

    /** Returns the error message, followed by the hint if the error has one. */
    static String messageWithHint(ErrorInfo error) {
        return error.message() + error.hint().map(hint -> " " + hint).orElse("");
    }
}
