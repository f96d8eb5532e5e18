package dev.openllm.server.dialect.openaichat;

/**
 * The quirks {@code openai-chat} knows beside those of {@link dev.openllm.server.dialect.openai.OpenAiQuirk}. A
 * flag is there when its value is not {@code false}; of a quirk with values the first one named is the default.
 */
public final class OpenAiChatQuirk {

    /**
     * The field that limits the answer: {@code max_tokens} or {@code max_completion_tokens}. OpenAI's reasoning
     * models reject the first, most compatible servers know only the first.
     */
    public static final String MAX_TOKENS_FIELD = "max-tokens-field";

    /** The word for "call any tool": {@code required}, {@code any} (Mistral) or {@code auto} where none is taken. */
    public static final String REQUIRED_TOOL_CHOICE = "required-tool-choice";

    /** Flag: a single tool cannot be demanded; the word for "any" is sent and only that tool offered. */
    public static final String NO_NAMED_TOOL_CHOICE = "no-named-tool-choice";

    /**
     * How an effort of reasoning is asked for: {@code reasoning_effort}; {@code reasoning} (OpenRouter, Vercel:
     * {@code reasoning: {effort}}); {@code thinking} (DeepSeek, Z.ai, Moonshot: {@code thinking: {type}}, with
     * {@code reasoning_effort} beside it unless it is off); {@code enable_thinking} (Alibaba: true or false); {@code
     * chat_template_kwargs} (vLLM, SGLang, llama.cpp: {@code {enable_thinking}}); {@code none}: it cannot be asked for.
     */
    public static final String REASONING_STYLE = "reasoning-style";

    /**
     * Which reasoning goes back to the provider: {@code never}; {@code in-tool-loop}: that of the turn whose calls
     * are being answered; {@code with-tool-calls}: that of every message with tool calls, even when it is empty
     * (DeepSeek answers 400 without it: https://api-docs.deepseek.com/guides/thinking_mode); {@code always}.
     */
    public static final String REASONING_BACK = "reasoning-back";

    /**
     * Where reasoning that goes back is put: {@code reasoning_content}, {@code reasoning}, or {@code
     * thinking-chunks} in the content (Mistral).
     */
    public static final String REASONING_FIELD = "reasoning-field";

    /** Flag: the answer's text may begin with its reasoning between {@code <think>} and {@code </think>}. */
    public static final String THINK_MARKUP = "think-markup";

    /**
     * Which ids of tool calls are taken: {@code common}, the 40 letters, digits, {@code _} and {@code -} of OpenAI;
     * {@code alphanumeric-9} (Mistral); {@code any} for models that were taught their own (Kimi: {@code
     * functions.name:0}).
     */
    public static final String TOOL_CALL_IDS = "tool-call-ids";

    /** Flag: after a tool result the assistant speaks before the user does (Mistral). */
    public static final String ASSISTANT_AFTER_TOOL_RESULT = "assistant-after-tool-result";

    /** Flag: tool results may hold images (OpenRouter, llama.cpp). */
    public static final String IMAGES_IN_TOOL_RESULTS = "images-in-tool-results";

    /** How a PDF is put: {@code file}, or {@code document_url} (Mistral). */
    public static final String FILE_PART = "file-part";

    /** Flag: assistant messages that only call tools have an empty text instead of none. */
    public static final String EMPTY_TEXT_BESIDE_TOOL_CALLS = "empty-text-beside-tool-calls";

    /** Flag: prompts are cached where {@code cache_control} marks them (Claude through OpenRouter). */
    public static final String CACHE_BREAKPOINTS = "cache-breakpoints";

    private OpenAiChatQuirk() {}
}
