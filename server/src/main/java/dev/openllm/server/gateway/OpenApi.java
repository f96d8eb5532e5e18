package dev.openllm.server.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import java.util.List;
import java.util.Set;

/**
 * The description of the gateway in OpenAPI 3.1, served as {@code /openapi.json}. Requests and answers are those of
 * the APIs it names; it describes what of them is taken.
 */
final class OpenApi {

    /** Fields that list objects. */
    private static final Set<String> OBJECTS = Set.of("messages", "tools");

    private OpenApi() {}

    static ObjectNode description() {
        ObjectNode api = Wire.JSON.createObjectNode().put("openapi", "3.1.0");
        api.putObject("info")
                .put("title", "Open LLM gateway")
                .put("version", "1")
                .put("description", "Every configured model under the APIs of OpenAI and Anthropic, on this machine.");
        api.putArray("servers")
                .addObject()
                .put("url", "http://127.0.0.1:{port}")
                .putObject("variables")
                .putObject("port")
                .put("default", "4141");
        ObjectNode security = api.putObject("components").putObject("securitySchemes");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer");
        security.putObject("apiKey").put("type", "apiKey").put("in", "header").put("name", "x-api-key");
        api.putArray("security").add(named("bearer")).add(named("apiKey"));
        ObjectNode paths = api.putObject("paths");
        get(paths, "/healthz", "Whether the gateway runs; needs no token").putArray("security");
        get(paths, "/openapi.json", "This description");
        get(paths, "/v1/models", "All models, in the form of both APIs");
        withId(get(paths, "/v1/models/{id}", "One model"));
        withId(get(paths, "/v1/responses/{id}", "A recent response"));
        withId(operation(paths, "/v1/responses/{id}", "delete", "Deletes a recent response"));
        withId(get(paths, "/v1/responses/{id}/input_items", "The conversation before a recent response"));
        post(
                paths,
                "/v1/chat/completions",
                "OpenAI Chat Completions",
                "messages",
                List.of(
                        "model:string",
                        "messages:array",
                        "tools:array",
                        "tool_choice:any",
                        "max_completion_tokens:integer",
                        "max_tokens:integer",
                        "temperature:number",
                        "top_p:number",
                        "stop:any",
                        "seed:integer",
                        "reasoning_effort:string",
                        "response_format:object",
                        "parallel_tool_calls:boolean",
                        "stream:boolean",
                        "stream_options:object"));
        post(
                paths,
                "/v1/responses",
                "OpenAI Responses; the recent ones are stored in memory",
                "input",
                List.of(
                        "model:string",
                        "input:any",
                        "instructions:string",
                        "tools:array",
                        "tool_choice:any",
                        "max_output_tokens:integer",
                        "temperature:number",
                        "top_p:number",
                        "reasoning:object",
                        "text:object",
                        "parallel_tool_calls:boolean",
                        "previous_response_id:string",
                        "store:boolean",
                        "include:array",
                        "stream:boolean"));
        post(
                paths,
                "/v1/messages",
                "Anthropic Messages",
                "messages",
                List.of(
                        "model:string",
                        "messages:array",
                        "system:any",
                        "tools:array",
                        "tool_choice:object",
                        "max_tokens:integer",
                        "temperature:number",
                        "top_p:number",
                        "stop_sequences:array",
                        "thinking:object",
                        "output_config:object",
                        "stream:boolean"));
        post(
                paths,
                "/v1/messages/count_tokens",
                "Anthropic's counting of tokens",
                "messages",
                List.of("model:string", "messages:array", "system:any", "tools:array"));
        return api;
    }

    private static ObjectNode named(String scheme) {
        ObjectNode requirement = Wire.JSON.createObjectNode();
        requirement.putArray(scheme);
        return requirement;
    }

    private static void withId(ObjectNode operation) {
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "id")
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
        json(operation.withObject("responses").putObject("404"), "There is no such thing");
    }

    private static ObjectNode get(ObjectNode paths, String path, String summary) {
        return operation(paths, path, "get", summary);
    }

    private static ObjectNode operation(ObjectNode paths, String path, String method, String summary) {
        ObjectNode operation = paths.withObject("/" + path.replace("/", "~1"))
                .putObject(method)
                .put("summary", summary);
        ObjectNode responses = operation.putObject("responses");
        json(responses.putObject("200"), summary);
        json(responses.putObject("default"), "An error in the form of the API");
        return operation;
    }

    private static void json(ObjectNode response, String description) {
        response.put("description", description)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object");
    }

    private static void post(ObjectNode paths, String path, String summary, String required, List<String> fields) {
        ObjectNode operation = paths.putObject(path).putObject("post").put("summary", summary);
        ObjectNode schema = operation
                .putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object");
        schema.putArray("required").add("model").add(required);
        ObjectNode properties = schema.putObject("properties");
        boolean streams = false;
        for (String field : fields) {
            String[] nameAndType = field.split(":");
            ObjectNode property = properties.putObject(nameAndType[0]);
            if (!nameAndType[1].equals("any")) {
                property.put("type", nameAndType[1]);
            }
            if (OBJECTS.contains(nameAndType[0])) {
                property.putObject("items").put("type", "object");
            }
            streams |= nameAndType[0].equals("stream");
        }
        ObjectNode responses = operation.putObject("responses");
        ObjectNode content =
                responses.putObject("200").put("description", "The response").putObject("content");
        content.putObject("application/json").putObject("schema").put("type", "object");
        if (streams) {
            content.putObject("text/event-stream").putObject("schema").put("type", "string");
        }
        json(responses.putObject("default"), "An error in the form of the API");
    }
}
