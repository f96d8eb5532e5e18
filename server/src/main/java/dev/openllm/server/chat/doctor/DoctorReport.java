package dev.openllm.server.chat.doctor;

import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;
import dev.openllm.server.secret.Redaction;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The test results as text that can be shared. The text contains neither API keys nor the addresses of the user's own
 * servers.
 */
final class DoctorReport {

    /**
     * Matches the origin in the error message about an API key that is bound to a different host. The origin is removed
     * from the report because the host is often another server of the user.
     */
    private static final Pattern BOUND_ORIGIN =
            Pattern.compile("(?<=The API key is bound to )https?://\\S+(?=\\.(\\s|$))");

    private final StringBuilder text = new StringBuilder();

    DoctorReport(String version, List<String> restrictions) {
        text.append("Open LLM Provider ")
                .append(version)
                .append(" · ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append(" · Java ")
                .append(System.getProperty("java.version"))
                .append('\n');
        restrictions.forEach(sentence -> text.append(sentence).append('\n'));
    }

    void add(ProviderInfo provider, Optional<ModelInfo> model, List<DoctorCheck> checks) {
        text.append('\n').append(provider.name()).append(" · ").append(kind(provider));
        model.ifPresent(testedModel -> text.append(" · ").append(testedModel.model()));
        text.append('\n');
        for (DoctorCheck check : checks) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-7s %-8s%s%s%n",
                    check.name().name().toLowerCase(Locale.ROOT),
                    check.outcome().name().toLowerCase(Locale.ROOT),
                    withoutAddress(BOUND_ORIGIN.matcher(check.message()).replaceAll("(another host)"), provider),
                    check.tookMs() > 0 ? " (" + check.tookMs() + " ms)" : ""));
        }
    }

    String text() {
        return Redaction.redact(text.toString());
    }

    private static String kind(ProviderInfo provider) {
        String type = provider.documentation().isPresent() ? "a built-in provider" : "your own server";
        return provider.dialect().isEmpty() ? "built in" : type + ", " + provider.dialect();
    }

    /**
     * Replaces the address of the user's own server with a placeholder, because the address could reveal the user's
     * employer.
     */
    private static String withoutAddress(String message, ProviderInfo provider) {
        if (provider.documentation().isPresent() || provider.apiBase().isEmpty()) {
            return message;
        }
        URI base = URI.create(provider.apiBase());
        String redacted = message.replace(provider.apiBase(), "(its address)");
        return base.getHost() == null ? redacted : redacted.replace(base.getHost(), "(its host)");
    }
}
