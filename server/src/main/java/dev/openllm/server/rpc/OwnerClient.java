package dev.openllm.server.rpc;

import dev.openllm.protocol.ClientCapabilities;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ReplyWithin;
import dev.openllm.protocol.access.AskPermissionParams;
import dev.openllm.protocol.access.ConsentAnswer;
import dev.openllm.protocol.access.ConsentParams;
import dev.openllm.protocol.config.ConfirmTrustParams;
import dev.openllm.protocol.config.ConfirmTrustResult;
import dev.openllm.protocol.config.SettingsUpdateParams;
import dev.openllm.protocol.config.SettingsUpdateResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.AuthTokenParams;
import dev.openllm.protocol.secret.AuthTokenResult;
import dev.openllm.protocol.secret.ConfirmHostParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.ConsentQuestion;
import dev.openllm.server.config.edit.SettingsWriter;
import dev.openllm.server.provider.entra.MicrosoftAccount;
import dev.openllm.server.secret.HostApprovalPrompt;
import dev.openllm.server.secret.Lookup;
import dev.openllm.server.secret.Secret;
import dev.openllm.server.secret.SecretQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends requests that only the client that started this server can fulfill: questions to the user, changes to the
 * client's settings, and requests for access to the user's accounts.
 */
public final class OwnerClient implements HostApprovalPrompt, ConsentQuestion, SettingsWriter, MicrosoftAccount {

    private final AtomicReference<OpenLlmClient> promptClient = new AtomicReference<>();
    private final AtomicReference<OpenLlmClient> settingsClient = new AtomicReference<>();
    private final AtomicReference<OpenLlmClient> accountClient = new AtomicReference<>();

    void attach(OpenLlmClient client, ClientCapabilities capabilities) {
        promptClient.set(capabilities.questions() ? client : null);
        settingsClient.set(capabilities.settings() ? client : null);
        accountClient.set(capabilities.accounts() ? client : null);
    }

    void detach(OpenLlmClient client) {
        promptClient.compareAndSet(client, null);
        settingsClient.compareAndSet(client, null);
        accountClient.compareAndSet(client, null);
    }

    @Override
    public boolean confirmHost(SecretQuery query, Lookup.OtherHost other) {
        OpenLlmClient client = promptClient.get();
        if (client == null) {
            return false;
        }
        ConfirmHostParams question = new ConfirmHostParams(
                query.provider(),
                other.location().english(),
                Optional.of(other.boundOrigin().english()),
                query.origin(),
                query.originFromWorkspace(),
                other.location().template(),
                other.boundOrigin().template());
        return awaitReply(client.confirmHost(question), ReplyWithin.QUESTION)
                .map(answer -> answer.agreed())
                .orElse(false);
    }

    /**
     * Asks the user whether a changed configuration file in a trusted workspace can be used even though the change
     * affects where data is sent. Returns whether the user agrees.
     */
    boolean confirmTrust(ConfirmTrustParams question) {
        OpenLlmClient client = promptClient.get();
        return client != null
                && awaitReply(client.confirmTrust(question), ReplyWithin.QUESTION)
                        .map(ConfirmTrustResult::agreed)
                        .orElse(false);
    }

    @Override
    public boolean canAsk() {
        return promptClient.get() != null;
    }

    @Override
    public Optional<ConsentAnswer> ask(ConsentParams question) {
        OpenLlmClient client = promptClient.get();
        return client == null
                ? Optional.empty()
                : awaitReply(client.askConsent(question), ReplyWithin.CONSENT).flatMap(result -> result.answer());
    }

    @Override
    public Optional<Boolean> askPermission(AskPermissionParams question) {
        OpenLlmClient client = promptClient.get();
        return client == null
                ? Optional.empty()
                : awaitReply(client.askPermission(question), ReplyWithin.QUESTION)
                        .flatMap(result -> result.allowed());
    }

    @Override
    public Optional<String> write(SettingsUpdateParams settings) {
        OpenLlmClient client = settingsClient.get();
        if (client == null) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("VS Code settings can be changed only from VS Code."),
                    UserText.of("Change a configuration file instead, or make the change in VS Code."));
        }
        return awaitReply(client.updateSettings(settings), ReplyWithin.LOOKUP)
                .map(SettingsUpdateResult::backup)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("VS Code did not write the settings."),
                        UserText.of("Check the VS Code log, and then try again.")));
    }

    @Override
    public boolean isAvailable() {
        return accountClient.get() != null;
    }

    @Override
    public Optional<Secret> token(String scope, boolean interactive) {
        OpenLlmClient client = accountClient.get();
        if (client == null) {
            return Optional.empty();
        }
        AuthTokenParams params = new AuthTokenParams("microsoft", List.of(scope), interactive);
        return awaitReply(client.authToken(params), interactive ? ReplyWithin.SIGN_IN : ReplyWithin.LOOKUP)
                .flatMap(AuthTokenResult::token)
                .filter(token -> !token.isBlank())
                .map(Secret::new);
    }

    /**
     * Waits for the client's reply. Returns an empty result if the client fails or does not reply in time. If a client
     * in this process fails with an {@link OpenLlmException}, that exception is rethrown.
     */
    private static <T> Optional<T> awaitReply(CompletableFuture<T> reply, int seconds) {
        try {
            return Optional.ofNullable(reply.get(seconds, TimeUnit.SECONDS));
        } catch (TimeoutException late) {
            reply.cancel(true);
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpenLlmException known) {
                throw known;
            }
            return Optional.empty();
        } catch (InterruptedException canceled) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
