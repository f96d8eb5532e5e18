package dev.openllm.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.text.MessageTemplate;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the contract as JSON Schema and OpenRPC, based on the Java interfaces, records, and doc comments. No available
 * generator creates exactly one named definition for each subtype of a sealed type, and code in other languages is
 * generated from these names.
 */
final class ContractWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<Class<?>, String> SIMPLE_TYPES = Map.ofEntries(
            Map.entry(String.class, "string"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(OptionalInt.class, "integer"),
            Map.entry(OptionalLong.class, "integer"),
            Map.entry(OptionalDouble.class, "number"),
            Map.entry(ObjectNode.class, "object"));

    private static final Set<Class<?>> OPTIONAL_TYPES =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private final Set<Class<?>> sentByServer = Contract.sentByServer();

    /** Returns a schema that contains all types under {@code $defs}, by name. */
    ObjectNode schema() {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "OpenLlmProtocol");
        root.put("description", "The messages between the Open LLM Provider server and its clients. Generated.");
        ObjectNode definitions = root.putObject("$defs");
        Contract.allTypes().stream()
                .sorted(Comparator.comparing(Contract::nameOf))
                .forEach(type -> definitions.set(Contract.nameOf(type), definition(type)));
        return root;
    }

    private ObjectNode definition(Class<?> type) {
        ObjectNode definition = JSON.objectNode();
        Docs.ofType(type).ifPresent(doc -> definition.put("description", doc));
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        if (subtypes != null) {
            ArrayNode anyOf = definition.putArray("anyOf");
            for (JsonSubTypes.Type subtype : subtypes.value()) {
                anyOf.add(typeSchema(subtype.value()));
            }
        } else if (type.isEnum()) {
            definition.put("type", "string");
            ArrayNode values = definition.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(wireName(type, (Enum<?>) constant));
            }
        } else {
            describeRecord(type, definition);
        }
        return definition;
    }

    private void describeRecord(Class<?> type, ObjectNode definition) {
        definition.put("type", "object");
        ObjectNode properties = definition.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        discriminatorOf(type).ifPresent(discriminator -> {
            properties.putObject("type").put("const", discriminator);
            required.add("type");
        });
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = componentSchema(component);
            Docs.ofComponent(type, component.getName()).ifPresent(doc -> property.put("description", doc));
            properties.set(component.getName(), property);
            if (isRequired(type, component)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            definition.set("required", required);
        }
    }

    /**
     * Returns the schema of a record component. For an open enum or a list of one, the schema accepts any string and
     * names the well-known values.
     */
    private ObjectNode componentSchema(RecordComponent component) {
        ObjectNode schema = typeSchema(component.getGenericType());
        OpenEnum openEnum = component.getAnnotation(OpenEnum.class);
        if (openEnum == null) {
            return schema;
        }
        ObjectNode valueSchema = JSON.objectNode();
        valueSchema.putArray("anyOf").add(typeSchema(openEnum.value())).add(typeSchema(String.class));
        return component.getType() == List.class ? schema.set("items", valueSchema) : valueSchema;
    }

    private ObjectNode typeSchema(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] typeArguments = parameterized.getActualTypeArguments();
            if (parameterized.getRawType() == Optional.class) {
                return typeSchema(typeArguments[0]);
            }
            ObjectNode schema = JSON.objectNode();
            if (parameterized.getRawType() == List.class) {
                schema.put("type", "array").set("items", typeSchema(typeArguments[0]));
            } else {
                schema.put("type", "object").set("additionalProperties", typeSchema(typeArguments[1]));
            }
            return schema;
        }
        if (type == float[].class) {
            ObjectNode schema = JSON.objectNode().put("type", "array");
            schema.putObject("items").put("type", "number");
            return schema;
        }
        if (type == JsonNode.class) {
            return JSON.objectNode();
        }
        if (type == Object.class) {
            return templateArgument();
        }
        String simpleType = SIMPLE_TYPES.get((Class<?>) type);
        return simpleType != null
                ? JSON.objectNode().put("type", simpleType)
                : JSON.objectNode().put("$ref", "#/$defs/" + Contract.nameOf((Class<?>) type));
    }

    /**
     * Returns the schema of {@link MessageTemplate#args}, the only component whose values can have one of several
     * types.
     */
    private static ObjectNode templateArgument() {
        ObjectNode schema = JSON.objectNode();
        ArrayNode anyOf = schema.putArray("anyOf");
        anyOf.addObject().put("type", "string");
        anyOf.addObject().put("type", "number");
        anyOf.addObject().put("$ref", "#/$defs/" + Contract.nameOf(MessageTemplate.class));
        return schema;
    }

    /**
     * Whether a component is required. A component is required if a reader can rely on its presence, or if omitting it
     * makes no sense.
     */
    private boolean isRequired(Class<?> owner, RecordComponent component) {
        if (OPTIONAL_TYPES.contains(component.getType())) {
            return false;
        }
        return sentByServer.contains(owner) || component.getType() == String.class;
    }

    private static Optional<String> discriminatorOf(Class<?> type) {
        Class<?> owner = type.getEnclosingClass();
        if (owner == null || owner.getAnnotation(JsonTypeInfo.class) == null) {
            return Optional.empty();
        }
        for (JsonSubTypes.Type subtype : owner.getAnnotation(JsonSubTypes.class).value()) {
            if (subtype.value() == type) {
                return Optional.of(subtype.name());
            }
        }
        return Optional.empty();
    }

    private static String wireName(Class<?> type, Enum<?> constant) {
        try {
            return type.getField(constant.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /**
     * Returns an OpenRPC document with the methods of one side, server or client. A document is needed for each side
     * because both implement {@code tools/list} and {@code tools/call} and method names must be unique.
     */
    ObjectNode openRpc(Class<?> owner) {
        ObjectNode root = JSON.objectNode();
        root.put("openrpc", "1.3.2");
        root.putObject("info")
                .put("title", owner == OpenLlmServer.class ? "Open LLM Provider: server" : "Open LLM Provider: client")
                .put("version", String.valueOf(InitializeResult.PROTOCOL_VERSION));
        ArrayNode methods = root.putArray("methods");
        Contract.methods().stream()
                .filter(method -> method.owner() == owner)
                .forEach(method -> methods.add(methodObject(method)));
        return root;
    }

    private static ObjectNode methodObject(Contract.RpcMethod method) {
        ObjectNode entry = JSON.objectNode();
        entry.put("name", method.name());
        Docs.ofMethod(method.owner(), method.method().getName())
                .ifPresent(doc -> entry.put("description", doc + timeLimit(method)));
        entry.put("paramStructure", "by-name");
        ArrayNode params = entry.putArray("params");
        method.params()
                .ifPresent(type -> params.addObject()
                        .put("name", "params")
                        .put("required", true)
                        .set("schema", reference(type)));
        method.result()
                .ifPresent(
                        type -> entry.putObject("result").put("name", "result").set("schema", reference(type)));
        return entry;
    }

    private static String timeLimit(Contract.RpcMethod method) {
        ReplyWithin limit = method.method().getAnnotation(ReplyWithin.class);
        return limit == null ? "" : " The server waits " + limit.seconds() + " s for the reply.";
    }

    private static ObjectNode reference(Class<?> type) {
        return JSON.objectNode().put("$ref", "openllm.schema.json#/$defs/" + Contract.nameOf(type));
    }
}
