package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Finds the methods and types of the contract in its two annotated interfaces. */
final class Contract {

    private Contract() {}

    /**
     * A method of the contract.
     *
     * @param result the type of the result, or empty for notifications
     */
    record RpcMethod(String name, Class<?> owner, Method method, Optional<Class<?>> params, Optional<Class<?>> result) {
        boolean isServerMethod() {
            return owner == OpenLlmServer.class;
        }
    }

    static List<RpcMethod> methods() {
        return Stream.of(OpenLlmServer.class, OpenLlmClient.class)
                .flatMap(owner -> Arrays.stream(owner.getMethods()))
                .map(Contract::toRpcMethod)
                .sorted(Comparator.comparing((RpcMethod method) -> !method.isServerMethod())
                        .thenComparing(RpcMethod::name))
                .toList();
    }

    private static RpcMethod toRpcMethod(Method method) {
        JsonRequest request = method.getAnnotation(JsonRequest.class);
        String name = request != null
                ? request.value()
                : method.getAnnotation(JsonNotification.class).value();
        Optional<Class<?>> params =
                method.getParameterCount() == 0 ? Optional.empty() : Optional.of(method.getParameterTypes()[0]);
        Optional<Class<?>> result = request == null
                ? Optional.empty()
                : Optional.of(
                        (Class<?>) ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]);
        return new RpcMethod(name, method.getDeclaringClass(), method, params, result);
    }

    /** Returns the types from which all types of a message can be reached, including those in errors. */
    static Set<Class<?>> rootTypes() {
        Set<Class<?>> roots = new LinkedHashSet<>();
        methods().forEach(method -> {
            method.params().ifPresent(roots::add);
            method.result().ifPresent(roots::add);
        });
        roots.add(dev.openllm.protocol.error.ErrorInfo.class);
        return roots;
    }

    /** Returns the types that the server sends. Each of their components is always present unless it is optional. */
    static Set<Class<?>> sentByServer() {
        Set<Class<?>> sentTypes = new LinkedHashSet<>();
        for (RpcMethod method : methods()) {
            Optional<Class<?>> root = method.isServerMethod() ? method.result() : method.params();
            root.ifPresent(type -> collectReachable(type, sentTypes));
        }
        collectReachable(dev.openllm.protocol.error.ErrorInfo.class, sentTypes);
        // Parts and tools are sent in both directions. A client that writes a chat can omit the components for which
        // the server supplies defaults.
        Set<Class<?>> writtenByClient = new LinkedHashSet<>();
        collectReachable(dev.openllm.protocol.chat.ChatParams.class, writtenByClient);
        sentTypes.removeAll(writtenByClient);
        return sentTypes;
    }

    static Set<Class<?>> allTypes() {
        Set<Class<?>> types = new LinkedHashSet<>();
        rootTypes().forEach(type -> collectReachable(type, types));
        return types;
    }

    private static void collectReachable(Type type, Set<Class<?>> reached) {
        if (type instanceof ParameterizedType parameterized) {
            Arrays.stream(parameterized.getActualTypeArguments())
                    .forEach(argument -> collectReachable(argument, reached));
            return;
        }
        if (!(type instanceof Class<?> contractType)
                || !contractType.getName().startsWith("dev.openllm.")
                || !reached.add(contractType)) {
            return;
        }
        if (contractType.isRecord()) {
            for (RecordComponent component : contractType.getRecordComponents()) {
                collectReachable(component.getGenericType(), reached);
                OpenEnum openEnum = component.getAnnotation(OpenEnum.class);
                if (openEnum != null) {
                    collectReachable(openEnum.value(), reached);
                }
            }
        }
        JsonSubTypes subtypes = contractType.getAnnotation(JsonSubTypes.class);
        if (subtypes != null) {
            Arrays.stream(subtypes.value()).forEach(subtype -> collectReachable(subtype.value(), reached));
        }
    }

    /**
     * Returns the name of a type in every language. The name of a nested type starts with the name of its enclosing
     * type.
     */
    static String nameOf(Class<?> type) {
        Class<?> owner = type.getEnclosingClass();
        if (owner == null) {
            return type.getSimpleName();
        }
        return switch (owner.getSimpleName()) {
            case "Part" -> type.getSimpleName() + "Part";
            case "ChatEvent" -> type.getSimpleName() + "Event";
            case "ModelInfo" -> "Model" + type.getSimpleName();
            default -> nameOf(owner) + type.getSimpleName();
        };
    }
}
