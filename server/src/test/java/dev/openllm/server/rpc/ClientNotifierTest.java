package dev.openllm.server.rpc;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.openllm.protocol.LogParams;
import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.provider.ProviderHealth;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.testing.TestTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(TestTimeouts.TEST_SECONDS)
class ClientNotifierTest {

    /** More than the notifier stores for one client. */
    private static final int MESSAGE_COUNT = 2000;

    private final List<Runnable> modelListeners = new ArrayList<>();
    private final Providers providers = mock(Providers.class);
    private final OpenLlmClient client = mock(OpenLlmClient.class);
    private final CountDownLatch readStarted = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch modelsChanged = new CountDownLatch(1);
    private ClientNotifier notifier;

    @BeforeEach
    void connectAClientThatReadsOnlyWhenReleased() {
        when(providers.health()).thenReturn(mock(ProviderHealth.class));
        doAnswer(invocation -> modelListeners.add(invocation.getArgument(0)))
                .when(providers)
                .onModelsChanged(any());
        doAnswer(invocation -> {
                    readStarted.countDown();
                    release.await();
                    return null;
                })
                .when(client)
                .log(any());
        doAnswer(invocation -> {
                    modelsChanged.countDown();
                    return null;
                })
                .when(client)
                .modelsChanged();
        notifier = new ClientNotifier(providers, mock(ConfigSource.class));
        notifier.join(client);
    }

    @Test
    void aClientWithAFullQueueStillLearnsThatTheModelsHaveChanged() throws InterruptedException {
        notifier.log(LogParams.Level.INFO, "the first line");
        readStarted.await();
        for (int i = 0; i < MESSAGE_COUNT; i++) {
            notifier.log(LogParams.Level.INFO, "a line");
        }

        modelListeners.forEach(Runnable::run);
        release.countDown();

        assertTrue(modelsChanged.await(TestTimeouts.TEST_SECONDS / 2, TimeUnit.SECONDS));
    }
}
