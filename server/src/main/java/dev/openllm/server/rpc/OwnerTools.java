package dev.openllm.server.rpc;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.ReplyWithin;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.protocol.tool.CallToolParams;
import dev.openllm.protocol.tool.CallToolResult;
import dev.openllm.protocol.tool.ListToolsResult;
import dev.openllm.server.rpc.jsonrpc.RpcErrors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;

/**
 * Gives connected clients access to the tools of the client that started this server, if that client provides tools.
 */
public final class OwnerTools {

    private static final ListToolsResult NONE = new ListToolsResult(List.of());

    private final AtomicReference<OpenLlmClient> owner = new AtomicReference<>();

    void attach(OpenLlmClient client) {
        owner.set(client);
    }

    void detach(OpenLlmClient client) {
        owner.compareAndSet(client, null);
    }

    ListToolsResult list() throws InterruptedException {
        OpenLlmClient client = owner.get();
        if (client == null) {
            return NONE;
        }
        CompletableFuture<ListToolsResult> tools = client.listTools();
        try {
            return tools.get(ReplyWithin.LOOKUP, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new OpenLlmException(
                    ErrorKind.TIMEOUT,
                    UserText.of("The editor did not list its tools within {0} seconds.", ReplyWithin.LOOKUP),
                    UserText.of("Try again."));
        } catch (ExecutionException failed) {
            throw toException(failed);
        } finally {
            tools.cancel(true); // canceling has no effect after the reply
        }
    }

    /**
     * Calls a tool and waits until it returns, without a time limit. If the calling thread is interrupted, the call is
     * also canceled in the client.
     */
    CallToolResult call(CallToolParams params) throws InterruptedException {
        OpenLlmClient client = owner.get();
        if (client == null) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of(
                            "No tool named {0} is available, because this server was not started by an editor that "
                                    + "provides tools.",
                            params.name()),
                    UserText.of("Connect to the server of an open VS Code window."));
        }
        CompletableFuture<CallToolResult> result = client.callTool(params);
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw toException(failed);
        } finally {
            result.cancel(true); // canceling has no effect after the reply
        }
    }

    private static OpenLlmException toException(ExecutionException failed) {
        return failed.getCause() instanceof ResponseErrorException response
                ? RpcErrors.toException(response.getResponseError())
                : new OpenLlmException(
                        ErrorKind.INTERNAL, UserText.of("The editor disconnected before its tool returned a result."));
    }
}
