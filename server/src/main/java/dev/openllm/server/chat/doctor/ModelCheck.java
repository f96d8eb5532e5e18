package dev.openllm.server.chat.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.chat.ChatEvent;
import dev.openllm.protocol.chat.ChatOptions;
import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.chat.ToolChoice;
import dev.openllm.protocol.chat.ToolDefinition;
import dev.openllm.protocol.doctor.DoctorCheck;
import dev.openllm.protocol.doctor.DoctorCheck.Name;
import dev.openllm.protocol.doctor.DoctorCheck.Outcome;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.chat.Chats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Verifies the capabilities of one model with requests that are as inexpensive as possible. */
final class ModelCheck {

    /** A red square of 64 by 64 pixels, as a PNG image in Base64. */
    private static final String RED_SQUARE =
            "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsAtx/ZMZxgi+hcEKLNO+FgEBAQEBAQEB"
                    + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGBywKqxUDxqh7TUQAAAABJRU5ErkJggg==";

    /** The number of seconds within which a canceled response must end. */
    private static final int CANCEL_SECONDS = 20;

    private final Chats chats;
    private final ModelInfo model;
    /**
     * Whether the model is the built-in Echo model, which follows only the instructions in a message and does not
     * understand questions.
     */
    private final boolean scripted;

    ModelCheck(Chats chats, ModelInfo model) {
        this.chats = chats;
        this.model = model;
        this.scripted = model.provider().equals("echo");
    }

    /** The result of a chat request, together with the events of the response. */
    private record Answer(ChatResult result, List<ChatEvent> events) {

        String text() {
            return events.stream()
                    .map(event -> event instanceof ChatEvent.Text text ? text.text() : "")
                    .collect(Collectors.joining())
                    .strip();
        }

        Optional<ChatEvent.ToolCall> call() {
            return events.stream()
                    .filter(ChatEvent.ToolCall.class::isInstance)
                    .map(ChatEvent.ToolCall.class::cast)
                    .findFirst();
        }
    }

    /** The outcome of a check, together with a message that explains the outcome. */
    private record Seen(Outcome outcome, String message) {
        static Seen passed(String message) {
            return new Seen(Outcome.PASSED, message);
        }

        static Seen failed(String message) {
            return new Seen(Outcome.FAILED, message);
        }

        static Seen skipped(String message) {
            return new Seen(Outcome.SKIPPED, message);
        }
    }

    List<DoctorCheck> run() {
        List<Answer> streamed = new ArrayList<>();
        return List.of(
                timed(Name.STREAM, () -> stream(streamed)),
                timed(Name.USAGE, () -> usage(streamed)),
                timed(Name.TOOL, this::tool),
                timed(Name.IMAGE, this::image),
                timed(Name.CANCEL, this::cancel));
    }

    private DoctorCheck timed(Name name, Supplier<Seen> check) {
        long start = System.nanoTime();
        Seen result;
        try {
            result = check.get();
        } catch (OpenLlmException failed) {
            if (Thread.currentThread().isInterrupted()) {
                throw failed; // The user canceled the test.
            }
            result = Seen.failed(Doctor.messageWithHint(failed.info()));
        }
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new DoctorCheck(model.provider(), name, result.outcome(), result.message(), tookMs);
    }

    private Seen stream(List<Answer> streamed) {
        Answer answer = ask(List.of(Message.user("Count from one to five in words.")), List.of(), ToolChoice.AUTO);
        streamed.add(answer);
        long chunks = answer.events().stream()
                .filter(ChatEvent.Text.class::isInstance)
                .count();
        return answer.text().isEmpty()
                ? Seen.failed("The response was empty (finish reason "
                        + answer.result().finishReasonRaw() + ").")
                : Seen.passed("The response arrived in " + chunks + (chunks == 1 ? " chunk." : " chunks."));
    }

    private Seen usage(List<Answer> streamed) {
        if (streamed.isEmpty()) {
            return Seen.skipped("There was no response to measure.");
        }
        var usage = streamed.getFirst().result().usage();
        return usage.inputTokens().isPresent() && usage.outputTokens().isPresent()
                ? Seen.passed(usage.inputTokens().getAsLong() + " tokens in, "
                        + usage.outputTokens().getAsLong() + " out.")
                : Seen.failed("The provider does not report token usage.");
    }

    private Seen tool() {
        if (!model.capabilities().tools()) {
            return Seen.skipped("The model does not support tools.");
        }
        ObjectNode schema = Wire.JSON.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject("city").put("type", "string");
        schema.putArray("required").add("city");
        ToolDefinition weather = new ToolDefinition("get_weather", "Tells the weather in a city.", schema);
        Message question = Message.user("What is the weather in Paris? Use the tool." + (scripted ? "\n/tools" : ""));
        Optional<ChatEvent.ToolCall> call =
                ask(List.of(question), List.of(weather), ToolChoice.AUTO).call();
        if (call.isEmpty()) {
            return Seen.failed("The model responded without calling the required tool.");
        }
        Message callMessage = new Message(
                Role.ASSISTANT,
                List.of(new Part.ToolCall(
                        call.get().id(), call.get().name(), call.get().arguments())));
        Message resultMessage = new Message(
                Role.USER,
                List.of(new Part.ToolResult(call.get().id(), List.of(new Part.Text("Sunny, 21 degrees.")), false)));
        Answer last = ask(List.of(question, callMessage, resultMessage), List.of(weather), ToolChoice.AUTO);
        return last.text().isEmpty() && last.call().isEmpty()
                ? Seen.failed("The tool was called, but the response to its result was empty.")
                : Seen.passed("The tool was called, and its result was used.");
    }

    private Seen image() {
        if (!model.capabilities().vision()) {
            return Seen.skipped("The model does not support images.");
        }
        if (scripted) {
            return Seen.skipped("The built-in model reports only the type of an image.");
        }
        Message question = new Message(
                Role.USER,
                List.of(
                        new Part.Text("What color is this image? Answer in one word."),
                        Part.Image.ofData("image/png", RED_SQUARE)));
        String answer = ask(List.of(question), List.of(), ToolChoice.AUTO).text();
        return answer.toLowerCase(java.util.Locale.ROOT).contains("red")
                ? Seen.passed("The color of a red image was recognized.")
                : Seen.failed("The image was accepted, but its color was not recognized.");
    }

    /**
     * Requests a long response, cancels the request when the first event arrives, and checks whether the response ends
     * in time.
     */
    private Seen cancel() {
        CountDownLatch started = new CountDownLatch(1);
        Message question = Message.user("Count from one to five hundred in words." + (scripted ? "\n/slow 1000" : ""));
        FutureTask<ChatResult> running = new FutureTask<>(
                () -> chats.chat(params(List.of(question), List.of(), ToolChoice.AUTO), event -> started.countDown()));
        Thread thread = Thread.ofVirtual().name("doctor-cancel").start(() -> {
            running.run();
            started.countDown();
        });
        try {
            started.await();
            thread.interrupt();
            boolean ended = thread.join(java.time.Duration.ofSeconds(CANCEL_SECONDS));
            return ended
                    ? Seen.passed(cancelMessage(running))
                    : Seen.failed("The response continued after it was canceled.");
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        }
    }

    private static String cancelMessage(FutureTask<ChatResult> ended) {
        return ended.state() == FutureTask.State.SUCCESS
                ? "The response ended before it could be canceled."
                : "The response was canceled.";
    }

    private Answer ask(List<Message> messages, List<ToolDefinition> tools, ToolChoice choice) {
        List<ChatEvent> events = new ArrayList<>();
        return new Answer(chats.chat(params(messages, tools, choice), events::add), events);
    }

    private ChatParams params(List<Message> messages, List<ToolDefinition> tools, ToolChoice choice) {
        return new ChatParams(
                model.id(), messages, tools, choice, ChatOptions.DEFAULTS, Optional.empty(), Optional.of("doctor"));
    }
}
