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

    private final AtomicReference<OpenLlmClient> asks = new AtomicReference<>();
    private final AtomicReference<OpenLlmClient> writes = new AtomicReference<>();
    private final AtomicReference<OpenLlmClient> signsIn = new AtomicReference<>();

    void attach(OpenLlmClient client, ClientCapabilities capabilities) {
        asks.set(capabilities.questions() ? client : null);
        writes.set(capabilities.settings() ? client : null);
        signsIn.set(capabilities.accounts() ? client : null);
    }

    void detach(OpenLlmClient client) {
        asks.compareAndSet(client, null);
        writes.compareAndSet(client, null);
        signsIn.compareAndSet(client, null);
    }

    @Override
    public boolean mayGo(SecretQuery query, Lookup.OtherHost other) {
        OpenLlmClient client = asks.get();
        if (client == null) {
            return false;
        }
        ConfirmHostParams question = new ConfirmHostParams(
                query.provider(),
                other.place().english(),
                Optional.of(other.boundOrigin().english()),
                query.origin(),
                query.originFromWorkspace(),
                other.place().template(),
                other.boundOrigin().template());
        return wait(client.confirmHost(question), ReplyWithin.QUESTION)
                .map(answer -> answer.agreed())
                .orElse(false);
    }

    /**
     * Asks the user whether a changed configuration file in a trusted workspace can be used even though the change
     * affects where data is sent. Returns whether the user agrees.
     */
    boolean confirmTrust(ConfirmTrustParams question) {
        OpenLlmClient client = asks.get();
        return client != null
                && wait(client.confirmTrust(question), ReplyWithin.QUESTION)
                        .map(ConfirmTrustResult::agreed)
                        .orElse(false);
    }

    @Override
    public boolean canAsk() {
        return asks.get() != null;
    }

    @Override
    public Optional<ConsentAnswer> ask(ConsentParams question) {
        OpenLlmClient client = asks.get();
        return client == null
                ? Optional.empty()
                : wait(client.askConsent(question), ReplyWithin.CONSENT).flatMap(said -> said.answer());
    }

    @Override
    public Optional<Boolean> askPermission(AskPermissionParams question) {
        OpenLlmClient client = asks.get();
        return client == null
                ? Optional.empty()
                : wait(client.askPermission(question), ReplyWithin.QUESTION).flatMap(said -> said.allowed());
    }

    @Override
    public Optional<String> write(SettingsUpdateParams settings) {
        OpenLlmClient client = writes.get();
        if (client == null) {
            throw new OpenLlmException(
                    ErrorKind.CONFIG,
                    UserText.of("VS Code settings can be changed only from VS Code."),
                    UserText.of("Change a configuration file instead, or make the change in VS Code."));
        }
        return wait(client.updateSettings(settings), ReplyWithin.LOOKUP)
                .map(SettingsUpdateResult::backup)
                .orElseThrow(() -> new OpenLlmException(
                        ErrorKind.CONFIG,
                        UserText.of("VS Code did not write the settings."),
                        UserText.of("Check the VS Code log, and then try again.")));
    }

    @Override
    public boolean canBeAsked() {
        return signsIn.get() != null;
    }

    @Override
    public Optional<Secret> token(String scope, boolean interactive) {
        OpenLlmClient client = signsIn.get();
        if (client == null) {
            return Optional.empty();
        }
        AuthTokenParams question = new AuthTokenParams("microsoft", List.of(scope), interactive);
        return wait(client.authToken(question), interactive ? ReplyWithin.SIGN_IN : ReplyWithin.LOOKUP)
                .flatMap(AuthTokenResult::token)
                .filter(token -> !token.isBlank())
                .map(Secret::new);
    }

    /**
     * Waits for the client's reply. Returns an empty result if the client fails or does not reply in time. If a client
     * in this process fails with an {@link OpenLlmException}, that exception is rethrown.
     */
    private static <T> Optional<T> wait(CompletableFuture<T> answer, int seconds) {
        try {
            return Optional.ofNullable(answer.get(seconds, TimeUnit.SECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return Optional.empty();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OpenLlmException known) {
                throw known;
            }
            return Optional.empty();
        } catch (InterruptedException cancelled) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
