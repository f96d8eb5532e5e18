package dev.openllm.server.chat.matrix;

import dev.openllm.server.dialect.Dialect;
import dev.openllm.server.dialect.anthropicmessages.AnthropicDialect;
import dev.openllm.server.dialect.gemini.GeminiDialect;
import dev.openllm.server.dialect.ollamachat.OllamaDialect;
import dev.openllm.server.dialect.openaichat.OpenAiChatDialect;
import dev.openllm.server.dialect.openairesponses.OpenAiResponsesDialect;
import java.util.Map;

/**
 * A provider in the matrix, with a response that contains reasoning, text, and two tool calls in the format of the
 * provider.
 *
 * @param model the ID of a model of this provider
 */
enum Party {
    OPENAI_CHAT(new OpenAiChatDialect(), "gpt-4o", OpenAiChatRules.OPENAI, Map.of(), """
        {"id":"1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
         "content":"I look.","reasoning_content":"Two tools.","tool_calls":[
          {"id":"call_abcdefghijklmnopqrstuvwxyz","type":"function","function":{"name":"read_file","arguments":"{\\"path\\":\\"a\\"}"}},
          {"id":"functions.screenshot:1","type":"function","function":{"name":"screenshot","arguments":"{}"}}]}}],
         "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
        """),
    MISTRAL(
            new OpenAiChatDialect(),
            "mistral-large",
            OpenAiChatRules.MISTRAL,
            Map.of("tool-call-ids", "alphanumeric-9", "assistant-after-tool-result", "true", "system-first", "true"),
            """
            {"id":"1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
             "content":[{"type":"thinking","thinking":[{"type":"text","text":"Two tools."}]},{"type":"text","text":"I look."}],
             "tool_calls":[
              {"id":"aB3dE6gH9","function":{"name":"read_file","arguments":"{\\"path\\":\\"a\\"}"}},
              {"id":"Zz9Yy8Xx7","function":{"name":"screenshot","arguments":"{}"}}]}}],
             "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
            """),
    OPENAI_RESPONSES(new OpenAiResponsesDialect(), "gpt-5", new OpenAiResponsesRules(), Map.of(), """
        {"id":"resp_1","object":"response","status":"completed","model":"gpt-5","output":[
          {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Two tools."}],"encrypted_content":"ZW5jcnlwdGVk"},
          {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"I look.","annotations":[]}]},
          {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_AAA","name":"read_file","arguments":"{\\"path\\":\\"a\\"}"},
          {"id":"fc_2","type":"function_call","status":"completed","call_id":"call_BBB","name":"screenshot","arguments":"{}"}],
         "usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}\
        """),
    ANTHROPIC(new AnthropicDialect(), "claude-sonnet-4-5", new AnthropicRules(), Map.of(), """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","stop_reason":"tool_use","content":[
          {"type":"thinking","thinking":"Two tools.","signature":"c2lnbmVk"},
          {"type":"redacted_thinking","data":"cmVkYWN0ZWQ="},
          {"type":"text","text":"I look."},
          {"type":"tool_use","id":"toolu_01AAA","name":"read_file","input":{"path":"a"}},
          {"type":"tool_use","id":"toolu_01BBB","name":"screenshot","input":{}}],
         "usage":{"input_tokens":1,"output_tokens":1}}\
        """),
    GEMINI(new GeminiDialect(), "gemini-3-pro-preview", new GeminiRules(), Map.of(), """
        {"candidates":[{"finishReason":"STOP","content":{"role":"model","parts":[
          {"text":"Two tools.","thought":true},
          {"text":"I look."},
          {"functionCall":{"name":"read_file","args":{"path":"a"}},"thoughtSignature":"c2lnbmVk"},
          {"functionCall":{"name":"screenshot","args":{}}}]}}],
         "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}}\
        """),
    OLLAMA(new OllamaDialect(), "qwen3", new OllamaRules(), Map.of(), """
        {"model":"qwen3","done":true,"done_reason":"stop","message":{"role":"assistant","content":"I look.",
         "thinking":"Two tools.","tool_calls":[
          {"function":{"name":"read_file","arguments":{"path":"a"}}},
          {"function":{"name":"screenshot","arguments":{}}}]},"prompt_eval_count":1,"eval_count":1}\
        """);

    final Dialect dialect;
    final String model;
    final ProviderRules rules;
    final Map<String, String> quirks;
    final String response;

    Party(Dialect dialect, String model, ProviderRules rules, Map<String, String> quirks, String response) {
        this.dialect = dialect;
        this.model = model;
        this.rules = rules;
        this.quirks = quirks;
        this.response = response;
    }

    String provider() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String modelId() {
        return provider() + "/" + model;
    }
}
