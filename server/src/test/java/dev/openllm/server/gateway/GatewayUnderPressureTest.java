package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.net.Socket;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that clients that use more than their share do not prevent responses to other clients. */
@Timeout(TestTimeouts.TEST_SECONDS)
class GatewayUnderPressureTest {

    private static final String STREAM = "{\"stream\":true,\"model\":\"test/some/model\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final GatewayFixture gateway = new GatewayFixture();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aThousandSilentConnectionsDoNotBlockOthers() throws IOException {
        List<Socket> silentSockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                silentSockets.add(gateway.open(""));
            }
            assertEquals(200, gateway.get("/v1/models").statusCode());
        } finally {
            for (Socket socket : silentSockets) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatReadsNothingDelaysOnlyItsOwnResponse() throws Exception {
        Pieces chunks = new Pieces();
        gateway.chats.events = chunks;
        try (Socket blockedSocket =
                gateway.open("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost:" + gateway.port()
                        + "\r\nAuthorization: Bearer " + GatewayFixture.TOKEN + "\r\nContent-Length: " + STREAM.length()
                        + "\r\n\r\n" + STREAM)) {
            chunks.started.await();
            for (int i = 0; i < 100; i++) {
                assertEquals(200, gateway.get("/v1/models").statusCode());
            }
            // Only the socket buffers hold data; the gateway holds none in memory.
            assertTrue(chunks.createdCount.get() < Pieces.COUNT / 10, chunks.createdCount + " pieces of 10 kB");
        }
    }

    /** A gigabyte of text, generated as it is read. */
    private static final class Pieces extends AbstractList<ChatEvent> {

        static final int COUNT = 100_000;

        final AtomicInteger createdCount = new AtomicInteger();
        final CountDownLatch started = new CountDownLatch(50);

        @Override
        public ChatEvent get(int index) {
            createdCount.incrementAndGet();
            started.countDown();
            return new ChatEvent.Text("x".repeat(10_000));
        }

        @Override
        public int size() {
            return COUNT;
        }
    }
}
