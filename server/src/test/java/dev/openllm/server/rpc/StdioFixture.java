package dev.openllm.server.rpc;

import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A server on stdin and stdout, and a client that can send any characters. */
final class StdioFixture implements AutoCloseable {

    static final String CHAT_REQUEST =
            "{'jsonrpc':'2.0','id':1,'method':'chat/start','params':{'model':'m','progressToken':'t'}}";

    final TestServices services = new TestServices();
    final CompletableFuture<Void> serverEnded = new CompletableFuture<>();
    final RawClient client = connect();

    private RawClient connect() {
        BytePipe toServer = new BytePipe();
        BytePipe toClient = new BytePipe();
        StdioServer server = StdioServer.on(toServer.source(), toClient.sink());
        Thread.ofPlatform().daemon().start(() -> {
            server.serve(services.services());
            serverEnded.complete(null);
        });
        return new RawClient(toClient.source(), toServer.sink());
    }

    @Override
    public void close() {
        client.close();
        serverEnded.join();
    }

    /** Returns a chat that continues until it is canceled. */
    static BiFunction<ChatParams, Consumer<ChatEvent>, ChatResult> chatUntilInterrupted(
            CountDownLatch started, CompletableFuture<Void> interrupted) {
        return (params, sink) -> {
            started.countDown();
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException canceled) {
                interrupted.complete(null);
            }
            throw new OpenLlmException(ErrorKind.CANCELLED, "The request was canceled.");
        };
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits and ignores interrupts. */
    static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // like code that catches too many exceptions
            }
        }
    }
}
