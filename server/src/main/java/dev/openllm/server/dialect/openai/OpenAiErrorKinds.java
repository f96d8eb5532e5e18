package dev.openllm.server.dialect.openai;

import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.server.dialect.HttpFailures;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of error it is. The provider's own type or code decides where it has one; then its words, because
 * many services answer 400 to everything; then the status.
 */
final class OpenAiErrorKinds {

    /** A rule: a pattern over types and codes, or over the message. The first that fits decides. */
    private record Rule(ErrorKind kind, Pattern codes, Pattern words) {

        static Rule of(ErrorKind kind, String codes, String words) {
            return new Rule(kind, Pattern.compile(codes), Pattern.compile("(?i)" + words));
        }

        boolean fits(ErrorPhrases said) {
            return codes.matcher(said.everything()).find()
                    || words.matcher(said.message()).find();
        }
    }

    private static final String NEVER = "(?!)";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    ErrorKind.CONTENT_FILTERED,
                    "content_?filter|content_policy|responsibleaipolicyviolation|moderation_blocked|cyber_policy",
                    "content management policy|flagged by (?:the )?moderation|requires moderation"),
            Rule.of(
                    ErrorKind.CONTEXT_TOO_LONG,
                    "context_length_exceeded|exceed_context_size|context_window|model_max_prompt_tokens",
                    "maximum context length|context (?:window|size|length).{0,60} exceed|exceeds? .{0,60}context"
                            + "|prompt is too long|maximum prompt length|input is too long|too large for model"),
            Rule.of(
                    ErrorKind.QUOTA,
                    "insufficient_quota|billing|insufficient_balance|insufficient_credits|quota_exceeded|credit",
                    "insufficient (?:balance|credits?|quota|funds)|exceeded your current quota|run out of credits"
                            + "|more credits|used all available credits|payment required"),
            Rule.of(
                    ErrorKind.AUTH,
                    "invalid_api_key|authentication|unauthorized|invalid_token|unauthenticated",
                    "(?:incorrect|invalid|missing|no|wrong) api[ _-]?key|api key (?:not valid|is invalid|not found)"
                            + "|no auth credentials|invalid subscription key"),
            Rule.of(
                    ErrorKind.MODEL_NOT_FOUND,
                    "model_not_found|invalid_model|deploymentnotfound|model_not_available|unknown_model|model_not_supported",
                    "model.{0,120}(?:does not exist|not found|not available)|not a valid model|invalid model"
                            + "|unknown model|no such model|model not exist|no endpoints found"),
            Rule.of(ErrorKind.RATE_LIMITED, "rate_?limit|too_many_requests|tokens_usage", NEVER),
            Rule.of(ErrorKind.OVERLOADED, "overloaded|unavailable|capacity|engine_overloaded", "currently overloaded"),
            Rule.of(ErrorKind.PERMISSION, "permission|forbidden|access_denied", NEVER));

    private OpenAiErrorKinds() {}

    /**
     * The kind of an error.
     *
     * @param status the HTTP status, or 0 for an error inside an answer that names none
     */
    static ErrorKind of(int status, ErrorPhrases said) {
        Optional<ErrorKind> bySaid =
                RULES.stream().filter(rule -> rule.fits(said)).map(Rule::kind).findFirst();
        if (bySaid.isPresent()) {
            return bySaid.get();
        }
        if (status != 0) {
            return HttpFailures.kind(status);
        }
        return switch (said.code()) {
            case "server_error", "internal_error", "internal_server_error", "api_error" -> ErrorKind.OVERLOADED;
            case "invalid_request_error", "invalid_prompt" -> ErrorKind.INVALID_REQUEST;
            default -> ErrorKind.BAD_RESPONSE;
        };
    }
}
