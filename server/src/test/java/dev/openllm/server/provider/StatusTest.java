package dev.openllm.server.provider;

import static dev.openllm.server.provider.ConfigInMemory.Written.provider;
import static dev.openllm.server.provider.ModelListTest.modelIds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ProviderStatus;
import dev.openllm.protocol.model.ProviderStatus.State;
import dev.openllm.protocol.model.StatusParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.testing.FakeAnswer;
import dev.openllm.server.testing.FakeProvider;
import dev.openllm.server.testing.TestTimeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests for the status of providers and its changes. */
class StatusTest {

    private static final ListModelsParams REFRESH = new ListModelsParams(true, Optional.empty());

    @Test
    void aChangeIsReportedOnce() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            List<StatusParams> notifications = new java.util.concurrent.CopyOnWriteArrayList<>();
            providers.health().onStatusChanged(notifications::add);
            modelIds(providers, REFRESH);
            modelIds(providers, REFRESH);
            assertEquals(
                    List.of(new StatusParams(
                            "work",
                            new ProviderStatus(
                                    State.READY,
                                    UserText.of("Ready · {0}", UserText.of("1 model")),
                                    Optional.empty()))),
                    notifications);
        }
    }

    @Test
    void aRefusedKeyIsReportedUntilTheNextCheck() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            providers
                    .health()
                    .report(errorStatus(
                            "work", ErrorInfo.of(ErrorKind.AUTH, "No.").withStatus(401)));
            assertEquals(
                    "The API key was rejected",
                    ModelListTest.providerInfo(providers, "work").status().message());
            modelIds(providers, REFRESH);
            assertEquals(
                    State.READY,
                    ModelListTest.providerInfo(providers, "work").status().state());
        }
    }

    @Test
    void aWithheldKeyIsReported() {
        try (FakeProvider server = FakeProvider.start().always("*", request -> FakeAnswer.error(401, "{}"))) {
            KeysInMemory keys = new KeysInMemory().withKeyBoundTo("work", "https://old.example.com");
            Providers providers = Service.providers(
                    keys, provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            ProviderStatus status =
                    ModelListTest.providerInfo(providers, "work").status();
            assertEquals(State.NO_KEY, status.state());
            assertEquals("The API key is bound to a different host", status.message());
            assertEquals(
                    Optional.of("key_of_other_host"),
                    status.error().orElseThrow().code());
        }
    }

    @Test
    void aFailureOfOneRequestDoesNotAffectTheProvider() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            providers.health().report(errorStatus("work", ErrorInfo.of(ErrorKind.CONTEXT_TOO_LONG, "Too long.")));
            assertEquals(
                    State.READY,
                    ModelListTest.providerInfo(providers, "work").status().state());
        }
    }

    @Test
    void aSuccessfulChatClearsAnError() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            modelIds(providers, REFRESH);
            providers.health().report(errorStatus("work", ErrorInfo.of(ErrorKind.NETWORK, "Gone.")));
            assertEquals(
                    State.ERROR,
                    ModelListTest.providerInfo(providers, "work").status().state());
            providers
                    .health()
                    .report(new StatusParams("work", new ProviderStatus(State.READY, "Ready", Optional.empty())));
            assertEquals(
                    "Ready · 1 model",
                    ModelListTest.providerInfo(providers, "work").status().message());
        }
    }

    @Test
    void theTimeOfTheLastResponseIsReported() {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            Providers providers = Service.providers(
                    new KeysInMemory(), provider("work").apiBase(server.uri()).build());
            assertEquals(
                    OptionalLong.empty(),
                    ModelListTest.providerInfo(providers, "work").lastAnswerAtMs());
            long startTime = System.currentTimeMillis();
            modelIds(providers, REFRESH);
            long responseTime = ModelListTest.providerInfo(providers, "work")
                    .lastAnswerAtMs()
                    .orElseThrow();
            assertTrue(
                    responseTime >= startTime && responseTime <= System.currentTimeMillis(),
                    responseTime + " is not the time of the answer");
            providers.health().report(errorStatus("work", ErrorInfo.of(ErrorKind.NETWORK, "Gone.")));
            assertEquals(
                    responseTime,
                    ModelListTest.providerInfo(providers, "work")
                            .lastAnswerAtMs()
                            .orElseThrow());
        }
    }

    @Test
    void aProviderAddedToTheConfigurationAppearsAutomatically() throws InterruptedException {
        try (FakeProvider server = Service.startModelServer("alpha")) {
            ConfigInMemory config = ConfigInMemory.of();
            Providers providers = Service.providers(config, new KeysInMemory());
            BlockingQueue<StatusParams> notifications = new LinkedBlockingQueue<>();
            BlockingQueue<String> modelNotifications = new LinkedBlockingQueue<>();
            providers.health().onStatusChanged(notifications::add);
            providers.onModelsChanged(() -> modelNotifications.add("changed"));
            config.change(ConfigInMemory.config(
                    Optional.empty(),
                    Map.of(),
                    provider("work").apiBase(server.uri()).build()));
            assertEquals("changed", modelNotifications.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(
                    State.LOADING,
                    notifications
                            .poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                            .status()
                            .state());
            assertEquals(
                    State.READY,
                    notifications
                            .poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS)
                            .status()
                            .state());
            assertEquals(List.of("work/alpha", "echo/echo"), modelIds(providers, ListModelsParams.ALL));
        }
    }

    private static StatusParams errorStatus(String provider, ErrorInfo error) {
        return new StatusParams(provider, new ProviderStatus(State.ERROR, error.message(), Optional.of(error)));
    }
}
