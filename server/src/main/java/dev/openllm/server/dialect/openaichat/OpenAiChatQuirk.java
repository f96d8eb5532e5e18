package dev.openllm.server.dialect.openaichat;

/**
 * The quirks that {@code openai-chat} supports in addition to those of {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. A flag is set when its value is not {@code false}; of a quirk with
 * values the first one named is the default.
 */
public final class OpenAiChatQuirk {

    /**
     * The field that limits the response: {@code max_tokens} or {@code max_completion_tokens}. OpenAI's reasoning
     * models reject the first, most compatible servers support only the first.
     */
    public static final String MAX_TOKENS_FIELD = "max-tokens-field";

    /** The value for "call any tool": {@code required}, {@code any} (Mistral) or {@code auto} if none is accepted. */
    public static final String REQUIRED_TOOL_CHOICE = "required-tool-choice";

    /** Flag: a single tool cannot be required; the value for "any" is sent and only that tool offered. */
    public static final String NO_NAMED_TOOL_CHOICE = "no-named-tool-choice";

    /**
     * How a reasoning effort is requested: {@code reasoning_effort}; {@code reasoning} (OpenRouter, Vercel: {@code
     * reasoning: {effort}}); {@code thinking} (DeepSeek, Z.ai, Moonshot: {@code thinking: {type}}, with {@code
     * reasoning_effort} in addition unless it is off); {@code enable_thinking} (Alibaba: true or false); {@code
     * chat_template_kwargs} (vLLM, SGLang, llama.cpp: {@code {enable_thinking}}); {@code none}: not at all.
     */
    public static final String REASONING_STYLE = "reasoning-style";

    /**
     * The reasoning that is sent back to the provider: {@code never}; {@code in-tool-loop}: that of the turn whose tool
     * results are being sent; {@code with-tool-calls}: that of every message with tool calls, even when it is empty
     * (DeepSeek responds with 400 without it: https://api-docs.deepseek.com/guides/thinking_mode); {@code always}.
     */
    public static final String REASONING_BACK = "reasoning-back";

    /**
     * The field for reasoning that is sent back: {@code reasoning_content}, {@code reasoning}, or {@code
     * thinking-chunks} in the content (Mistral).
     */
    public static final String REASONING_FIELD = "reasoning-field";

    /** Flag: the response text may begin with its reasoning between {@code <think>} and {@code </think>}. */
    public static final String THINK_MARKUP = "think-markup";

    /**
     * The accepted ids of tool calls: {@code common}, the 40 letters, digits, {@code _} and {@code -} of OpenAI; {@code
     * alphanumeric-9} (Mistral); {@code any} for models trained with their own (Kimi: {@code functions.name:0}).
     */
    public static final String TOOL_CALL_IDS = "tool-call-ids";

    /** Flag: after a tool result an assistant message precedes the next user message (Mistral). */
    public static final String ASSISTANT_AFTER_TOOL_RESULT = "assistant-after-tool-result";

    /** Flag: tool results may contain images (OpenRouter, llama.cpp). */
    public static final String IMAGES_IN_TOOL_RESULTS = "images-in-tool-results";

    /** How a PDF is sent: {@code file}, or {@code document_url} (Mistral). */
    public static final String FILE_PART = "file-part";

    /** Flag: assistant messages that only call tools have an empty text instead of none. */
    public static final String EMPTY_TEXT_BESIDE_TOOL_CALLS = "empty-text-beside-tool-calls";

    /** Flag: prompts are cached where {@code cache_control} marks them (Claude through OpenRouter). */
    public static final String CACHE_BREAKPOINTS = "cache-breakpoints";

    private OpenAiChatQuirk() {}
}
