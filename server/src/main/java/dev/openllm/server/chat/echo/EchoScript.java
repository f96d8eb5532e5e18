package dev.openllm.server.chat.echo;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The instructions to the {@link EchoModel} in a user message, one per line. Lines that are not instructions are
 * echoed.
 *
 * @param words the text to echo
 * @param help whether to show the list of instructions
 * @param reasoning the text to return as reasoning
 * @param calls the tools to call
 * @param allTools whether to call every offered tool
 * @param failure the error to end with, if any
 * @param failAfterWords the number of words before the error, if specified
 * @param pause the pause before each word
 * @param complaints the messages about invalid instructions
 */
record EchoScript(
        String words,
        boolean help,
        List<String> reasoning,
        List<Call> calls,
        boolean allTools,
        Optional<ErrorKind> failure,
        OptionalInt failAfterWords,
        Duration pause,
        List<String> complaints) {

    /** The list of all instructions, as shown to the user. */
    static final String HELP = """
        I repeat your last message, word by word. Lines that begin with these commands do more:
        /help - shows this list
        /tool NAME {"argument": 1} - calls one of the offered tools; several lines call several tools
        /tools - calls all offered tools, with arguments generated from their schemas
        /reason TEXT - returns the text as reasoning before the response
        /slow MS - waits for this many milliseconds before each word
        /fail KIND - fails before the first word; kinds: auth, permission, model_not_found, invalid_request, \
        context_too_long, rate_limited, quota, content_filtered, overloaded, network, timeout, or bad_response
        /break N KIND - fails after N words
        Images and files are described, and tool results are quoted. If the request requires a tool call (toolChoice), \
        a tool is called; if it requires JSON, the response is JSON that matches the schema.\
        """;

    /**
     * A tool call that the user message requests.
     *
     * @param name the name of the tool
     * @param arguments the arguments as written in the message, or an empty string if none are specified
     */
    record Call(String name, String arguments) {}

    EchoScript {
        reasoning = List.copyOf(reasoning);
        calls = List.copyOf(calls);
        complaints = List.copyOf(complaints);
    }

    static EchoScript parse(String message) {
        Reading reading = new Reading();
        message.lines().forEach(reading::readLine);
        return reading.script();
    }

    private static final class Reading {
        private final List<String> words = new ArrayList<>();
        private final List<String> reasoning = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<String> complaints = new ArrayList<>();
        private boolean help;
        private boolean allTools;
        private Optional<ErrorKind> failure = Optional.empty();
        private OptionalInt failAfterWords = OptionalInt.empty();
        private Duration pause = Duration.ZERO;

        void readLine(String line) {
            String[] parts = line.strip().split("\\s+", 2);
            String rest = parts.length > 1 ? parts[1] : "";
            switch (parts[0]) {
                case "/help" -> help = true;
                case "/tools" -> allTools = true;
                case "/tool" -> calls.add(parseCall(rest));
                case "/reason" -> reasoning.add(rest);
                case "/slow" -> pause = Duration.ofMillis(parseNumber(rest, line));
                case "/fail" -> fail(rest, line);
                case "/break" -> {
                    String[] operands = rest.split("\\s+", 2);
                    failAfterWords = OptionalInt.of(parseNumber(operands[0], line));
                    fail(operands.length > 1 ? operands[1] : "network", line);
                }
                default -> words.add(line);
            }
        }

        private Call parseCall(String rest) {
            String[] parts = rest.split("\\s+", 2);
            return new Call(parts[0], parts.length > 1 ? parts[1].strip() : "");
        }

        private int parseNumber(String text, String line) {
            try {
                return Math.max(0, Integer.parseInt(text.strip()));
            } catch (NumberFormatException noNumber) {
                complaints.add("I do not understand \"" + line.strip() + "\": a number is missing.");
                return 0;
            }
        }

        private void fail(String kind, String line) {
            try {
                failure = Optional.of(Wire.JSON.convertValue(kind.strip(), ErrorKind.class));
            } catch (IllegalArgumentException unknown) {
                complaints.add("I do not understand \"" + line.strip() + "\": the error kind does not exist.");
            }
        }

        EchoScript script() {
            return new EchoScript(
                    String.join("\n", words).strip(),
                    help,
                    reasoning,
                    calls,
                    allTools,
                    failure,
                    failAfterWords,
                    pause,
                    complaints);
        }
    }
}
