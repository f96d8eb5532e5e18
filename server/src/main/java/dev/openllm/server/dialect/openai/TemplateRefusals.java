package dev.openllm.server.dialect.openai;

import dev.openllm.server.dialect.LearnableQuirk;
import dev.openllm.server.dialect.Quirks;
import java.util.List;
import java.util.Optional;

/**
 * Derives a quirk from the error message with which a model's chat template or Mistral's validation rejects a
 * conversation. Servers report the rejection as a bad request or as an internal error, so only the message is
 * considered.
 */
final class TemplateRefusals {

    private static final List<LearnableQuirk> LEARNABLE_QUIRKS = List.of(
            // Mistral (error 3280), and vLLM with Mistral's tokenizer
            LearnableQuirk.of("tool call id was .{0,80}length of 9", "tool-call-ids", "alphanumeric-9"),
            // Mistral (error 3230)
            LearnableQuirk.of("expected last role user or tool", OpenAiQuirk.LAST_MESSAGE, "user"),
            LearnableQuirk.of("unexpected role '?user'? after role '?tool", "assistant-after-tool-result", "true"),
            LearnableQuirk.of("unexpected role '?system'? after role", OpenAiQuirk.SYSTEM_FIRST, "true"),
            // Llama, Mistral, and Gemma in llama.cpp, vLLM, and LM Studio
            LearnableQuirk.of("roles must alternate", OpenAiQuirk.ROLES_ALTERNATE, "true"),
            // Gemma
            LearnableQuirk.of("system role (?:is )?not supported", OpenAiQuirk.SYSTEM_ROLE, "user"),
            // Qwen
            LearnableQuirk.of(
                    "system message must be (?:at the beginning|first|the first)", OpenAiQuirk.SYSTEM_FIRST, "true"),
            // Claude through other providers, llama.cpp, and vLLM
            LearnableQuirk.of(
                    "assistant (?:message|response) prefill|must end with a user message|cannot set"
                            + " .?add_generation_prompt.? to true when the last message is from the assistant",
                    OpenAiQuirk.LAST_MESSAGE,
                    "user"));

    private TemplateRefusals() {}

    static Optional<Quirks> learn(String message) {
        return LearnableQuirk.learn(message, LEARNABLE_QUIRKS);
    }
}
