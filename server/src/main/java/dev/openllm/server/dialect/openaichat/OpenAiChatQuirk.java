package dev.openllm.server.dialect.openaichat;

/**
 * The quirks that {@code openai-chat} supports in addition to the quirks in {@link
 * dev.openllm.server.dialect.openai.OpenAiQuirk}. A flag is set if its value is not {@code false}. For a quirk with
 * several possible values, the first value listed is the default.
 */
public final class OpenAiChatQuirk {

    /**
     * The name of the field that limits the length of the response: {@code max_tokens} or {@code
     * max_completion_tokens}. OpenAI reasoning models reject {@code max_tokens}, but most compatible servers support
     * only {@code max_tokens}.
     */
    public static final String MAX_TOKENS_FIELD = "max-tokens-field";

    /**
     * The value of {@code tool_choice} that requires a call to any tool: {@code required}, {@code any} (Mistral), or
     * {@code auto} if no such value is accepted.
     */
    public static final String REQUIRED_TOOL_CHOICE = "required-tool-choice";

    /**
     * Flag indicating that requests cannot require a specific tool. Instead, only that tool is offered, with the
     * {@code tool_choice} value that requires a call to any tool.
     */
    public static final String NO_NAMED_TOOL_CHOICE = "no-named-tool-choice";

    /**
     * The way a reasoning effort is requested. {@code reasoning_effort} is a field that contains the effort. {@code
     * reasoning} is the object {@code reasoning: {effort}} (OpenRouter, Vercel). {@code thinking} is the object {@code
     * thinking: {type}}, which is sent in addition to {@code reasoning_effort} unless reasoning is off (DeepSeek, Z.ai,
     * Moonshot). {@code enable_thinking} is a field that contains {@code true} or {@code false} (Alibaba). {@code
     * chat_template_kwargs} is an object that contains {@code {enable_thinking}} (vLLM, SGLang, llama.cpp). With {@code
     * none}, no effort is requested.
     */
    public static final String REASONING_STYLE = "reasoning-style";

    /**
     * The messages whose reasoning is sent back to the provider. {@code never} selects no messages. {@code
     * in-tool-loop} selects the messages of the turn whose tool results are being sent. {@code with-tool-calls} selects
     * all messages that contain tool calls, even if their reasoning is empty, because DeepSeek responds with 400 if the
     * reasoning field of such a message is missing (https://api-docs.deepseek.com/guides/thinking_mode). {@code always}
     * selects all messages.
     */
    public static final String REASONING_BACK = "reasoning-back";

    /**
     * The name of the field for reasoning that is sent back: {@code reasoning_content}, {@code reasoning}, or {@code
     * thinking-chunks} to include the reasoning in the content (Mistral).
     */
    public static final String REASONING_FIELD = "reasoning-field";

    /** Flag indicating that response text can begin with reasoning between {@code <think>} and {@code </think>}. */
    public static final String THINK_MARKUP = "think-markup";

    /**
     * The accepted tool call IDs. {@code common} accepts up to 40 ASCII letters, digits, underscores, and hyphens,
     * which OpenAI also accepts. {@code alphanumeric-9} accepts exactly nine ASCII letters and digits (Mistral). {@code
     * any} accepts all IDs, for models trained with their own ID format (Kimi: {@code functions.name:0}).
     */
    public static final String TOOL_CALL_IDS = "tool-call-ids";

    /** Flag that requires an assistant message between a tool result and the next user message (Mistral). */
    public static final String ASSISTANT_AFTER_TOOL_RESULT = "assistant-after-tool-result";

    /** Flag indicating that tool results can contain images (OpenRouter, llama.cpp). */
    public static final String IMAGES_IN_TOOL_RESULTS = "images-in-tool-results";

    /** The format in which a PDF is sent: {@code file} or {@code document_url} (Mistral). */
    public static final String FILE_PART = "file-part";

    /**
     * Flag that sends an empty string instead of {@code null} as the content of assistant messages that contain only
     * tool calls.
     */
    public static final String EMPTY_TEXT_BESIDE_TOOL_CALLS = "empty-text-beside-tool-calls";

    /**
     * Flag that adds {@code cache_control} to the parts of a prompt that the provider is to cache (Claude through
     * OpenRouter).
     */
    public static final String CACHE_BREAKPOINTS = "cache-breakpoints";

    private OpenAiChatQuirk() {}
}
