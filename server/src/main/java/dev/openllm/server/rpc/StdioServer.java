package dev.openllm.server.rpc;

import dev.openllm.server.rpc.jsonrpc.FramedStreams;
import dev.openllm.server.rpc.jsonrpc.JsonRpc;
import dev.openllm.server.rpc.jsonrpc.MessageCodec;
import dev.openllm.server.rpc.jsonrpc.UnreadableMessage;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** A JSON-RPC server on stdin and stdout, for the single client that started this process. */
public final class StdioServer implements ConnectionControl {

    /** The time, in seconds, that a server whose parent process has ended waits for its first message. */
    private static final int ORPHAN_SECONDS = 10;

    private final FramedStreams streams;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CompletableFuture<Void> firstMessage = new CompletableFuture<>();
    private volatile long parentProcessId = -1;

    private StdioServer(InputStream in, OutputStream out) {
        this.streams = new FramedStreams(in, out);
    }

    /**
     * Reserves stdin and stdout for the protocol. This method must be called before any other code runs. From then on,
     * an accidental {@code System.out.println} writes to stderr, and {@code System.in} is empty.
     */
    public static StdioServer onProcessStreams() {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        StdioServer server = new StdioServer(in, out);
        Thread.ofPlatform().name("warm codec").daemon().start(server::begin);
        return server;
    }

    public static StdioServer on(InputStream in, OutputStream out) {
        return new StdioServer(in, out);
    }

    private void begin() {
        MessageCodec.warmUp();
        ProcessHandle.current().parent().ifPresent(starter -> {
            parentProcessId = starter.pid();
            starter.onExit().thenRun(this::endIfOrphaned);
        });
    }

    /**
     * Ends the server unless a message arrives in time. This method is called if the parent process has ended, because
     * another process can still keep stdin open without ever sending a message.
     */
    private void endIfOrphaned() {
        firstMessage.orTimeout(ORPHAN_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> {
            end();
            return null;
        });
    }

    /**
     * Serves requests until stdin ends, the client sends {@code exit}, or the process whose ID the client specified
     * ends. Requests that are still running are then canceled. The caller must end the process, because libraries can
     * leave threads running.
     */
    public void serve(Services services) {
        serve(services.version(), CompletableFuture.completedFuture(services));
    }

    /**
     * Serves requests in the same way as {@link #serve(Services)}, but with services that can still be under
     * construction. The reply to {@code initialize} does not require them.
     */
    public void serve(String version, CompletableFuture<Services> services) {
        CompletableFuture<ServerEndpoint> server = new CompletableFuture<>();
        JsonRpc rpc = new JsonRpc(
                client -> {
                    server.complete(new ServerEndpoint(version, services, client, ClientRole.OWNER, this));
                    return server.join();
                },
                this::write);
        Thread.ofPlatform().name("stdin").daemon().start(() -> read(rpc));
        end.join();
        server.join().close();
    }

    private void read(JsonRpc rpc) {
        try {
            for (Optional<FramedStreams.Frame> next = streams.next();
                    next.isPresent() && !end.isDone();
                    next = streams.next()) {
                firstMessage.complete(null);
                // This code runs before the reply to `initialize`, so it must not switch over types: the AOT cache
                // cannot store such a switch.
                if (next.get() instanceof FramedStreams.Frame.Content content) {
                    rpc.receive(content.json());
                } else if (next.get() instanceof FramedStreams.Frame.TooLong skipped) {
                    rpc.refuse(tooLong(skipped));
                }
            }
        } catch (IOException closed) {
            // The client has disconnected, which is treated in the same way as the end of the stream.
        } finally {
            end();
        }
    }

    private static UnreadableMessage tooLong(FramedStreams.Frame.TooLong skipped) {
        return UnreadableMessage.of(
                null,
                ResponseErrorCode.InvalidRequest,
                "A message of " + skipped.length() + " bytes was skipped; the maximum is "
                        + FramedStreams.MAX_MESSAGE_BYTES + ".");
    }

    private void write(byte[] json) {
        try {
            streams.write(json);
        } catch (IOException closed) {
            end(); // the client no longer reads messages
        }
    }

    @Override
    public void end() {
        end.complete(null);
    }

    @Override
    public void endWith(long processId) {
        Optional<ProcessHandle> process = ProcessHandle.of(processId);
        if (process.isPresent()) {
            process.get().onExit().thenRun(this::end);
        } else if (processId == parentProcessId) {
            end(); // the client ended before this server read its first message
        }
        // A process that is not visible from this one can be running in another container. In this case, only the end
        // of stdin indicates that the process has ended.
    }
}
