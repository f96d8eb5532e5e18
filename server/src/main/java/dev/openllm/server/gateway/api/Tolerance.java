package dev.openllm.server.gateway.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules that define which parts of a request can be omitted. A single table covers all APIs. It lists everything
 * that well-known clients send but that cannot be passed on, together with the consequence for the client.
 */
final class Tolerance {

    /** The consequence of omitting a part of a request. */
    enum Effect {
        /** No consequence, because the response is the same without the part. */
        NONE,
        /** The client receives a notice. */
        NOTICE,
        /**
         * Providers that use the client's API receive the part unchanged. The client receives a notice that other
         * providers do not receive it.
         */
        FORWARD
    }

    /**
     * A rule for omitting a part of a request.
     *
     * @param reason the reason, which completes the message "… was omitted: "
     */
    record Rule(Effect effect, String reason) {}

    /** The default rule for a field within a part of the request. */
    static final Rule DEFAULT_FIELD_RULE = new Rule(Effect.NOTICE, "no other API has such a field");

    /**
     * The rules. The columns are the API, the kind or part of the request, the name, the effect, and the reason. A
     * {@code *} at the end of a name matches any suffix. The first matching rule applies.
     */
    private static final String TABLE = """
        chat      | field | metadata               | none   |
        chat      | field | store                  | none   |
        chat      | field | prompt_cache_retention | none   |
        chat      | field | prompt_cache_options   | none   |
        chat      | field | top_logprobs           | none   |
        chat      | field | audio                  | notice | responses are text
        chat      | field | logit_bias             | forward |
        chat      | field | prediction             | forward |
        chat      | field | web_search_options     | notice | no model here searches the web by itself
        chat      | tool  | *                      | notice | only OpenAI's servers run this tool
        fim       | field | metadata               | none   |
        responses | field | metadata               | none   |
        responses | field | client_metadata        | none   |
        responses | field | prompt_cache_retention | none   |
        responses | field | prompt_cache_options   | none   |
        responses | field | stream_options         | none   |
        responses | field | max_tool_calls         | none   |
        responses | field | background             | notice | the response is complete when the request returns
        responses | field | truncation             | notice | a conversation that is too long is an error
        responses | field | context_management     | notice | a conversation that is too long is an error
        responses | field | top_logprobs           | notice | log probabilities are not passed on
        responses | tool  | *                      | notice | only OpenAI's servers run this tool
        responses | item  | reasoning              | notice | it is encrypted for another provider
        responses | item  | web_search_call        | notice | its result is in the text that follows
        responses | item  | file_search_call       | notice | its result is in the text that follows
        responses | item  | image_generation_call  | notice | a generated image cannot be sent back
        responses | item  | compaction*            | notice | it is encrypted for another provider
        responses | item  | context_compaction     | notice | it is encrypted for another provider
        responses | item  | mcp_list_tools         | notice | tools of MCP servers run at OpenAI
        responses | item  | mcp_approval_*         | notice | tools of MCP servers run at OpenAI
        responses | item  | ghost_snapshot         | none   |
        responses | item  | *                      | notice | no other API has such an item
        messages  | field | context_management     | notice | a conversation that is too long is an error
        messages  | field | cache_control          | none   |
        messages  | field | betas                  | none   |
        messages  | field | anthropic_beta         | none   |
        messages  | field | diagnostics            | none   |
        messages  | field | container              | notice | nothing runs in containers here
        messages  | field | mcp_servers            | notice | tools of MCP servers run at Anthropic
        messages  | field | inference_geo          | notice | the configured provider decides where it runs
        messages  | field | speed                  | notice | the provider's default speed is used
        messages  | tool  | *                      | notice | only Anthropic's servers know this tool
        messages  | block | server_tool_use        | none   |
        messages  | block | container_upload       | notice | nothing runs in containers here
        messages  | block | *                      | notice | no other API has such content
        ollama    | field | truncate               | notice | a conversation that is too long is an error
        ollama    | field | shift                  | notice | a conversation that is too long is an error
        ollama    | field | top_logprobs           | none   |
        ollama    | tool  | *                      | notice | Ollama knows no such tool
        ollama    | option | num_ctx               | notice | the context window is that of the configured model
        ollama    | option | *                     | forward |
        gemini    | field | labels                 | none   |
        gemini    | field | model                  | none   |
        gemini    | field | store                  | none   |
        gemini    | tool  | *                      | notice | only Google's servers run this tool
        gemini    | part  | videoMetadata          | none   |
        gemini    | part  | mediaResolution        | none   |
        gemini    | part  | partMetadata           | none   |
        gemini    | part  | *                      | notice | no other API has such content
        gemini    | option | mediaResolution       | notice | the configured provider decides it
        gemini    | option | routingConfig         | notice | the configured model is asked
        gemini    | option | modelSelectionConfig  | notice | the configured model is asked
        gemini    | option | logprobs              | none   |
        gemini    | option | *                     | notice | no other API has such an option
        ollama-embed | option | *                 | forward |
        gemini-embed | field | model              | none   |
        *         | field | *                      | forward |
        chat      | image_url   | detail           | notice | the provider chooses the resolution
        chat      | messages    | name             | notice | no other API has names of participants
        chat      | messages    | audio            | notice | responses are text
        responses | input_image | detail           | notice | the provider chooses the resolution
        responses | input_file  | detail           | notice | the provider chooses the resolution
        responses | messages    | phase            | notice | no other API has phases
        responses | items       | caller           | none   |
        responses | items       | name             | none   |
        responses | items       | namespace        | none   |
        responses | output_text | logprobs         | none   |
        responses | output_text | annotations      | notice | no other API has such citations
        messages  | text        | citations        | notice | no other API has such citations
        messages  | document    | citations        | notice | responses have no citations
        messages  | search_result | citations      | notice | responses have no citations
        messages  | image       | transformations  | notice | images are not changed here
        messages  | tool_use    | caller           | none   |
        messages  | thinking    | display          | notice | thinking is shown as the provider reveals it
        """;

    private static final List<Entry> RULES = TABLE.lines().map(Entry::of).toList();

    private Tolerance() {}

    /** A row of the rule table, which specifies the parts of requests to which a rule applies. */
    private record Entry(String api, String kind, String name, Rule rule) {

        static Entry of(String line) {
            String[] cells = line.split("\\|", -1);
            Effect effect = Effect.valueOf(cells[3].strip().toUpperCase(Locale.ROOT));
            return new Entry(cells[0].strip(), cells[1].strip(), cells[2].strip(), new Rule(effect, cells[4].strip()));
        }

        boolean matches(String requestApi, String requestKind, String requestName) {
            return matches(api, requestApi) && kind.equals(requestKind) && matches(name, requestName);
        }

        private static boolean matches(String pattern, String value) {
            return pattern.endsWith("*")
                    ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                    : value.equals(pattern);
        }
    }

    /** Returns the rule for a part of a request, or an empty result if the part must not be omitted. */
    static Optional<Rule> of(String api, String kind, String name) {
        return RULES.stream()
                .filter(entry -> entry.matches(api, kind, name))
                .map(Entry::rule)
                .findFirst();
    }
}
