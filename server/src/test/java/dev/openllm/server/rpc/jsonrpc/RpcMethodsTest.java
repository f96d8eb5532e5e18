package dev.openllm.server.rpc.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.OpenLlmClient;
import dev.openllm.protocol.OpenLlmServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the methods that are listed explicitly for a fast startup match the annotations in which the contract is
 * written.
 */
class RpcMethodsTest {

    private static final Map<String, JsonRpcMethod> SERVER_METHODS =
            ServiceEndpoints.getSupportedMethods(OpenLlmServer.class);
    private static final Map<String, JsonRpcMethod> CLIENT_METHODS =
            ServiceEndpoints.getSupportedMethods(OpenLlmClient.class);

    @Test
    void everyServerMethodIsListedAsAnnotated() {
        assertEquals(
                signatures(SERVER_METHODS),
                ServerMethods.BY_NAME.values().stream()
                        .collect(toSortedMap(
                                ServerMethod::name, method -> signature(method.isNotification(), method.params()))));
    }

    @Test
    void everyClientReplyIsReadAsDeclared() {
        assertEquals(
                CLIENT_METHODS.values().stream()
                        .filter(method -> !method.isNotification())
                        .collect(toSortedMap(JsonRpcMethod::getMethodName, JsonRpcMethod::getReturnType)),
                new TreeMap<>(RemoteClient.RESULTS));
    }

    static Iterable<String> namesOfServerMethods() {
        return SERVER_METHODS.keySet();
    }

    @ParameterizedTest
    @MethodSource("namesOfServerMethods")
    void aCallReachesTheMethodWithThatName(String name) {
        AtomicReference<String> calledName = new AtomicReference<>();
        OpenLlmServer server = ServiceEndpoints.toServiceObject(recordingEndpoint(calledName), OpenLlmServer.class);

        ServerMethods.BY_NAME.get(name).call().apply(server, null);

        assertEquals(name, calledName.get());
    }

    @Test
    void everyClientMethodIsSentByItsName() throws Exception {
        for (var method : OpenLlmClient.class.getMethods()) {
            AtomicReference<String> expected = new AtomicReference<>();
            AtomicReference<String> actual = new AtomicReference<>();
            Object[] nullArguments = new Object[method.getParameterCount()];

            method.invoke(
                    ServiceEndpoints.toServiceObject(recordingEndpoint(expected), OpenLlmClient.class), nullArguments);
            method.invoke(new RemoteClient(recordingEndpoint(actual)), nullArguments);

            assertEquals(expected.get(), actual.get(), method.getName());
        }
    }

    private static Map<String, String> signatures(Map<String, JsonRpcMethod> methods) {
        return methods.values().stream()
                .collect(toSortedMap(
                        JsonRpcMethod::getMethodName,
                        method -> signature(
                                method.isNotification(),
                                method.getParameterTypes().length == 0
                                        ? Void.class
                                        : (Class<?>) method.getParameterTypes()[0])));
    }

    private static String signature(boolean isNotification, Class<?> params) {
        return (isNotification ? "notification of " : "request with ") + params.getSimpleName();
    }

    private static <T, V> java.util.stream.Collector<T, ?, TreeMap<String, V>> toSortedMap(
            Function<T, String> name, Function<T, V> value) {
        return Collectors.toMap(name, value, (first, second) -> first, TreeMap::new);
    }

    private static Endpoint recordingEndpoint(AtomicReference<String> name) {
        return new Endpoint() {
            @Override
            public CompletableFuture<?> request(String method, Object params) {
                name.set(method);
                return new CompletableFuture<>();
            }

            @Override
            public void notify(String method, Object params) {
                name.set(method);
            }
        };
    }
}
