package dev.openllm.server.chat.echo;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The user input that follows the model's last response.
 *
 * @param script the instructions in the input text
 * @param observations the sentences that describe other input, such as tool results, images, and files
 */
record EchoTurn(EchoScript script, List<String> observations) {

    static EchoTurn last(List<Message> conversation) {
        int start = conversation.size();
        while (start > 0 && conversation.get(start - 1).role() != Role.ASSISTANT) {
            start--;
        }
        Map<String, String> toolNames = new HashMap<>();
        conversation.forEach(message -> message.parts().forEach(part -> {
            if (part instanceof Part.ToolCall call) {
                toolNames.put(call.id(), call.name());
            }
        }));
        List<String> texts = new ArrayList<>();
        List<String> observations = new ArrayList<>();
        for (Message message : conversation.subList(start, conversation.size())) {
            if (message.role() == Role.USER) {
                message.parts().forEach(part -> observe(part, toolNames, texts, observations));
            }
        }
        return new EchoTurn(EchoScript.parse(String.join("\n", texts)), List.copyOf(observations));
    }

    private static void observe(
            Part part, Map<String, String> toolNames, List<String> texts, List<String> observations) {
        switch (part) {
            case Part.Text(var text) -> texts.add(text);
            case Part.Image image -> observations.add("I see " + describe(image) + ".");
            case Part.File file -> observations.add("I got " + describe(file) + ".");
            case Part.ToolResult result ->
                observations.add(toolNames.getOrDefault(result.callId(), "A tool that was not called")
                        + (result.isError() ? " failed: " : " answered: ")
                        + result.content().stream().map(EchoTurn::describe).collect(Collectors.joining(" ")));
            case Part.Reasoning reasoning -> {}
            case Part.ToolCall call -> {}
            case Part.ProviderState state -> {}
            case Part.CacheBreakpoint marked -> {}
        }
    }

    private static String describe(Part part) {
        return switch (part) {
            case Part.Text(var text) -> '"' + text + '"';
            case Part.Image image
            when image.url().isPresent() -> "an image (" + image.url().get() + ")";
            case Part.Image image -> "an image (" + image.mimeType() + ", " + bytes(image.data()) + ")";
            case Part.File file ->
                "a file (" + file.name().map(name -> name + ", ").orElse("") + file.mimeType() + ", "
                        + bytes(file.data()) + ")";
            default -> part.getClass().getSimpleName();
        };
    }

    private static String bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64).length + " bytes";
        } catch (IllegalArgumentException broken) {
            return "not valid base64";
        }
    }
}
