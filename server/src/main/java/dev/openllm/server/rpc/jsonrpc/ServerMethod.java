package dev.openllm.server.rpc.jsonrpc;

import dev.openllm.protocol.OpenLlmServer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A method of the server.
 *
 * @param name the method name on the wire
 * @param params the class of the params; {@code Void} if the method has no params
 * @param isNotification whether the method is a notification, which has no reply
 * @param call a function that calls the method with its params
 */
public record ServerMethod(
        String name,
        Class<?> params,
        boolean isNotification,
        BiFunction<OpenLlmServer, Object, CompletableFuture<?>> call) {

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    static <P> ServerMethod request(
            String name, Class<P> params, BiFunction<OpenLlmServer, P, CompletableFuture<?>> call) {
        return new ServerMethod(name, params, false, (server, argument) -> call.apply(server, params.cast(argument)));
    }

    static ServerMethod request(String name, Function<OpenLlmServer, CompletableFuture<?>> call) {
        return new ServerMethod(name, Void.class, false, (server, unused) -> call.apply(server));
    }

    static <P> ServerMethod notification(String name, Class<P> params, BiConsumer<OpenLlmServer, P> call) {
        return new ServerMethod(name, params, true, (server, argument) -> {
            call.accept(server, params.cast(argument));
            return DONE;
        });
    }

    static ServerMethod notification(String name, Consumer<OpenLlmServer> call) {
        return new ServerMethod(name, Void.class, true, (server, unused) -> {
            call.accept(server);
            return DONE;
        });
    }
}
