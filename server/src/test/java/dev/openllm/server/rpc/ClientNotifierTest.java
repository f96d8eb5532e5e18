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

@Timeout(TestTimeouts.OF_A_TEST)
class ClientNotifierTest {

    /** More than the notifier stores for one client. */
    private static final int MANY = 2000;

    private final List<Runnable> modelsListeners = new ArrayList<>();
    private final Providers providers = mock(Providers.class);
    private final OpenLlmClient client = mock(OpenLlmClient.class);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch modelsChanged = new CountDownLatch(1);
    private ClientNotifier notifier;

    @BeforeEach
    void connectAClientThatReadsOnlyWhenReleased() {
        when(providers.health()).thenReturn(mock(ProviderHealth.class));
        doAnswer(call -> modelsListeners.add(call.getArgument(0)))
                .when(providers)
                .onModelsChanged(any());
        doAnswer(call -> {
                    reading.countDown();
                    goOn.await();
                    return null;
                })
                .when(client)
                .log(any());
        doAnswer(call -> {
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
        reading.await();
        for (int i = 0; i < MANY; i++) {
            notifier.log(LogParams.Level.INFO, "a line");
        }

        modelsListeners.forEach(Runnable::run);
        goOn.countDown();

        assertTrue(modelsChanged.await(TestTimeouts.OF_A_TEST / 2, TimeUnit.SECONDS));
    }
}
