package dev.openllm.server.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.chat.Part;
import dev.openllm.server.gateway.api.Fields;
import dev.openllm.server.gateway.api.Intake;
import dev.openllm.server.gateway.api.OpaqueState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Converts content blocks to provider-neutral parts. A conversation can contain the blocks of server tools, which run
 * on Anthropic servers. Other providers do not support such blocks, so any text that can be extracted from them is sent
 * instead.
 */
final class MessagesContent {

    private static final Set<String> SUPPORTED_FIELDS = Set.of(
            "type",
            "text",
            "source",
            "title",
            "context",
            "content",
            "id",
            "name",
            "input",
            "tool_use_id",
            "tool_name",
            "server_name",
            "is_error",
            "thinking",
            "signature",
            "data",
            "cache_control");

    private final Intake intake;

    MessagesContent(Intake intake) {
        this.intake = intake;
    }

    List<Part> parts(JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content.isTextual()) {
            parts.add(new Part.Text(content.textValue()));
        } else if (content.isObject()) {
            add(content, parts);
        } else {
            content.forEach(block -> add(block, parts));
        }
        return parts;
    }

    /**
     * Returns the cache lifetime for the prompt up to and including a block or tool, or an empty result if the client
     * does not request caching.
     */
    static Optional<String> cacheTtl(JsonNode block) {
        JsonNode control = block.path("cache_control");
        return control.isObject() ? Optional.of(control.path("ttl").asText("5m")) : Optional.empty();
    }

    private void add(JsonNode block, List<Part> parts) {
        addContent(block, parts);
        cacheTtl(block).ifPresent(ttl -> parts.add(new Part.CacheBreakpoint(ttl)));
    }

    private void addContent(JsonNode block, List<Part> parts) {
        String type = block.path("type").asText();
        intake.omitFieldsOf(type, block, SUPPORTED_FIELDS);
        switch (type) {
            case "text" -> parts.add(new Part.Text(block.path("text").asText()));
            case "image" -> parts.add(image(block.path("source")));
            case "document" -> addDocument(block, parts);
            case "search_result" -> parts.add(new Part.Text(searchResult(block)));
            case "tool_use" ->
                parts.add(new Part.ToolCall(
                        block.path("id").asText(), block.path("name").asText(), Fields.arguments(block.path("input"))));
            case "tool_result" ->
                parts.add(new Part.ToolResult(
                        block.path("tool_use_id").asText(),
                        parts(block.path("content")),
                        block.path("is_error").asBoolean()));
            case "thinking" -> {
                if (!block.path("thinking").asText().isEmpty()) {
                    parts.add(new Part.Reasoning(block.path("thinking").asText()));
                }
                addState(block.path("signature").asText(), parts);
            }
            case "redacted_thinking" -> addState(block.path("data").asText(), parts);
            case "tool_reference" ->
                parts.add(new Part.Text("The tool " + block.path("tool_name").asText() + " is available."));
            case "compaction" -> parts.add(new Part.Text(block.path("content").asText()));
            case "web_search_tool_result" -> parts.add(new Part.Text(webSearch(block.path("content"))));
            case "web_fetch_tool_result" -> addFetchResult(block, parts);
            case "mcp_tool_result" -> parts.add(new Part.Text(Fields.joinedText(block.path("content"))));
            default -> intake.omit("block", type);
        }
    }

    private void addState(String opaque, List<Part> parts) {
        Optional<Part> state = OpaqueState.parse(opaque);
        state.ifPresentOrElse(parts::add, intake::addUnsignedReasoningNotice);
    }

    /** Adds the result of a web fetch. The result is a document or an error. */
    private void addFetchResult(JsonNode block, List<Part> parts) {
        JsonNode document = block.path("content").path("content");
        if (document.path("type").asText().equals("document")) {
            add(document, parts);
        } else {
            intake.omit("block", block.path("type").asText());
        }
    }

    private static Part image(JsonNode source) {
        return switch (source.path("type").asText()) {
            case "url" -> Fields.image(source.path("url").asText());
            case "file" -> throw notStored();
            default ->
                Part.Image.ofData(
                        source.path("media_type").asText(), source.path("data").asText());
        };
    }

    private void addDocument(JsonNode block, List<Part> parts) {
        JsonNode source = block.path("source");
        Optional<String> title = Fields.text(block, "title");
        Fields.text(block, "context").ifPresent(context -> parts.add(new Part.Text(context)));
        switch (source.path("type").asText()) {
            case "base64" ->
                parts.add(new Part.File(
                        source.path("media_type").asText(), source.path("data").asText(), title));
            case "text" -> parts.add(textFile(source.path("data").asText(), title));
            case "content" -> {
                title.ifPresent(text -> parts.add(new Part.Text(text)));
                parts.addAll(parts(source.path("content")));
            }
            case "url" ->
                parts.add(new Part.File(
                        "application/pdf",
                        "",
                        title,
                        Optional.of(source.path("url").asText())));
            case "file" -> throw notStored();
            default -> intake.omit("block", "document");
        }
    }

    private static RuntimeException notStored() {
        return Fields.invalid("Files are not stored here: send their content instead of a file_id.");
    }

    private static Part textFile(String text, Optional<String> title) {
        return new Part.File(
                "text/plain", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), title);
    }

    private static String searchResult(JsonNode block) {
        return block.path("title").asText() + "\n" + block.path("source").asText() + "\n"
                + Fields.joinedText(block.path("content"));
    }

    /**
     * Converts web search results to text. Only the titles and URLs are used because the content of the pages is
     * encrypted.
     */
    private static String webSearch(JsonNode results) {
        StringBuilder found = new StringBuilder("Results of a web search:");
        results.forEach(result -> found.append("\n")
                .append(result.path("title").asText())
                .append(" ")
                .append(result.path("url").asText()));
        return found.toString();
    }
}
