package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI 3.1 description of the gateway, which is generated from {@link Operation} and served at {@code
 * /openapi.json}. The description specifies which parts of each API's requests and responses the gateway supports.
 */
final class OpenApi {

    private static final String JSON = "application/json";
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key");

    /** The descriptions of error responses, keyed by HTTP status. */
    private static final Map<String, String> STATUS_DESCRIPTIONS = new LinkedHashMap<>();

    static {
        STATUS_DESCRIPTIONS.put("400", "The request is not valid");
        STATUS_DESCRIPTIONS.put(
                "401", "The gateway token is missing or incorrect, or the provider rejected the API key");
        STATUS_DESCRIPTIONS.put(
                "403", "The request comes from a web page or is for another host, or the model is not allowed");
        STATUS_DESCRIPTIONS.put("404", "The resource does not exist");
        STATUS_DESCRIPTIONS.put("429", "A limit was reached");
        STATUS_DESCRIPTIONS.put("500", "The configuration is invalid, or the gateway failed");
        STATUS_DESCRIPTIONS.put("502", "The provider cannot be reached, or its response is invalid");
        STATUS_DESCRIPTIONS.put("503", "The provider or the gateway is overloaded");
        STATUS_DESCRIPTIONS.put("504", "The provider did not respond in time");
    }

    private static final List<String> COMMON_STATUSES = List.of("401", "403", "503");

    private OpenApi() {}

    static ObjectNode description() {
        ObjectNode api = Wire.JSON.createObjectNode().put("openapi", "3.1.0");
        api.putObject("info")
                .put("title", "Open LLM gateway")
                .put("version", "1")
                .put(
                        "description",
                        "All configured models through the APIs of OpenAI, Anthropic, Ollama, and Google, on "
                                + "this machine. Paths of the OpenAI and Anthropic APIs also work without /v1 or with "
                                + "/v1 twice.");
        api.putArray("servers")
                .addObject()
                .put("url", "http://127.0.0.1:{port}")
                .putObject("variables")
                .putObject("port")
                .put("default", "4141");
        ObjectNode components = api.putObject("components");
        addSecurity(api, components);
        OpenApiSchemas.addTo(components.putObject("schemas"));
        ObjectNode paths = api.putObject("paths");
        for (Operation operation : Operation.values()) {
            describe(
                    operation,
                    paths.withObject("/" + operation.path().replace("/", "~1"))
                            .putObject(operation.method().toLowerCase(java.util.Locale.ROOT)));
        }
        return api;
    }

    private static void addSecurity(ObjectNode api, ObjectNode components) {
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
        for (String header : KEY_HEADERS) {
            schemes.putObject(header).put("type", "apiKey").put("in", "header").put("name", header);
        }
        var security = api.putArray("security");
        security.addObject().putArray("bearer");
        KEY_HEADERS.forEach(header -> security.addObject().putArray(header));
    }

    private static void describe(Operation operation, ObjectNode operationObject) {
        operationObject.put("operationId", operation.name().toLowerCase(java.util.Locale.ROOT));
        operationObject.put("summary", operation.summary());
        operationObject.putArray("tags").add(operation.surface().title());
        addParameters(operation, operationObject);
        if (operation == Operation.HEALTH) {
            operationObject.putArray("security");
        }
        if (!operation.request().isEmpty()) {
            ObjectNode body = operationObject.putObject("requestBody").put("required", true);
            body.putObject("content").putObject(JSON).set("schema", OpenApiSchemas.object(operation.request()));
        }
        addResponses(operation, operationObject.putObject("responses"));
    }

    private static void addParameters(Operation operation, ObjectNode operationObject) {
        String path = operation.path();
        int start = path.indexOf('{');
        if (start >= 0) {
            addParameter(operationObject, path.substring(start + 1, path.indexOf('}')), "path");
        }
        if (operation == Operation.GEMINI_STREAM) {
            addParameter(operationObject, "alt", "query");
        }
    }

    private static void addParameter(ObjectNode operationObject, String name, String in) {
        ObjectNode parameter = operationObject.withArray("parameters").addObject();
        parameter.put("name", name).put("in", in).put("required", in.equals("path"));
        parameter.putObject("schema").put("type", "string").put("minLength", 1);
        if (name.equals("model")) {
            parameter.put("example", "echo/echo"); // the ID of the built-in echo model
        }
    }

    private static void addResponses(Operation operation, ObjectNode responses) {
        if (operation == Operation.HEALTH) {
            addSuccess(operation, responses);
            addError("403", STATUS_DESCRIPTIONS.get("403"), responses);
            return;
        }
        if (operation.isSupported()) {
            addSuccess(operation, responses);
        }
        boolean usesModel = operation.isChat() || operation.isEmbedding();
        boolean hasBody = !operation.request().isEmpty();
        STATUS_DESCRIPTIONS.forEach((status, description) -> {
            boolean applies = COMMON_STATUSES.contains(status)
                    || usesModel
                    || hasBody && List.of("400", "404", "500").contains(status)
                    || operation.path().contains("{") && List.of("404", "500").contains(status)
                    || operation.isSupported() && status.equals("500");
            if (applies) {
                addError(status, description, responses);
            }
        });
        if (usesModel && operation.surface() == Surface.ANTHROPIC) {
            addError("529", "The provider is overloaded", responses);
        }
        if (!operation.isSupported()) {
            addError("501", "The gateway does not support this operation", responses);
        }
    }

    private static void addSuccess(Operation operation, ObjectNode responses) {
        ObjectNode content =
                responses.putObject("200").put("description", "The response").putObject("content");
        if (operation == Operation.OLLAMA_ROOT) {
            content.putObject("text/plain").putObject("schema").put("type", "string");
            return;
        }
        if (operation == Operation.GEMINI_STREAM) {
            content.putObject(JSON).putObject("schema").put("type", "array");
        } else {
            content.putObject(JSON).set("schema", OpenApiSchemas.object(operation.response()));
        }
        if (operation.isChat() && operation != Operation.GEMINI_GENERATE) {
            // The stream has no schema, because tools that support this media type would apply the schema to a single
            // event.
            content.putObject(operation.surface().streamFormat().contentType().replaceFirst(";.*", ""));
        }
    }

    private static void addError(String status, String description, ObjectNode responses) {
        ObjectNode content =
                responses.putObject(status).put("description", description).putObject("content");
        content.putObject(JSON)
                .putObject("schema")
                .put("type", "object")
                .putArray("required")
                .add("error");
    }
}
