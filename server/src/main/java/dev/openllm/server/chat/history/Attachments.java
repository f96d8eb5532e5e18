package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.parts.TextDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks whether the model accepts the images and files in a conversation. If the latest user input contains an
 * unsupported attachment, the request is rejected. An unsupported attachment in an earlier message or in a tool result
 * is replaced with explanatory text, because the user cannot remove such an attachment and could otherwise not continue
 * the conversation with this model.
 */
final class Attachments {

    private final HistoryRules rules;
    private final ModelInfo model;
    private final List<UserText> warnings;
    private int omittedCount;

    Attachments(HistoryRules rules, ModelInfo model, List<UserText> warnings) {
        this.rules = rules;
        this.model = model;
        this.warnings = warnings;
    }

    List<Message> check(List<Message> conversation) {
        int currentTurn = conversation.size();
        while (currentTurn > 0 && conversation.get(currentTurn - 1).role() != Role.ASSISTANT) {
            currentTurn--;
        }
        List<Message> checked = new ArrayList<>();
        for (int i = 0; i < conversation.size(); i++) {
            checked.add(check(conversation.get(i), i >= currentTurn));
        }
        if (omittedCount > 0) {
            warnings.add(
                    omittedCount == 1
                            ? UserText.of("Omitted one earlier attachment that {0} does not accept.", model.id())
                            : UserText.of(
                                    "Omitted {0} earlier attachments that {1} does not accept.",
                                    omittedCount, model.id()));
        }
        return checked;
    }

    private Message check(Message message, boolean currentTurn) {
        return new Message(
                message.role(),
                message.parts().stream().map(part -> check(part, currentTurn)).toList());
    }

    private Part check(Part part, boolean currentTurn) {
        return switch (part) {
            case Part.Image image ->
                refusal(image)
                        .map(refusal -> rejectOrReplace(refusal, currentTurn))
                        .orElse(normalize(image));
            case Part.File file ->
                refusal(file)
                        .map(refusal -> TextDocuments.text(file)
                                .<Part>map(text -> text)
                                .orElseGet(() -> rejectOrReplace(refusal, currentTurn)))
                        .orElse(file);
            case Part.ToolResult(var id, var content, var isError) ->
                new Part.ToolResult(
                        id, content.stream().map(inner -> check(inner, false)).toList(), isError);
            default -> part;
        };
    }

    private Part rejectOrReplace(ErrorInfo refusal, boolean currentTurn) {
        if (currentTurn) {
            throw new OpenLlmException(refusal.withProvider(model.provider()).withModel(model.id()));
        }
        omittedCount++;
        return new Part.Text("(An attachment was omitted here. " + refusal.message() + ")");
    }

    private Optional<ErrorInfo> refusal(Part.Image image) {
        if (!model.capabilities().vision()) {
            return Optional.of(
                    ErrorInfo.of(ErrorKind.INVALID_REQUEST, UserText.of("{0} does not accept images.", model.id()))
                            .withHint(UserText.of(
                                    "Remove the image, or choose a model that accepts images. If this model accepts "
                                            + "images, set `vision: true` in its configuration.")));
        }
        String type = normalize(image).mimeType();
        if (image.url().isEmpty() && !rules.imageTypes().contains(type)) {
            return Optional.of(ErrorInfo.of(
                            ErrorKind.INVALID_REQUEST,
                            UserText.of(
                                    "{0} does not accept images of type {1}, only {2}.",
                                    model.id(), type, acceptedTypes()))
                    .withHint(UserText.of("Convert the image to PNG or JPEG first.")));
        }
        return Optional.empty();
    }

    private Optional<ErrorInfo> refusal(Part.File file) {
        if (model.capabilities().files()) {
            return Optional.empty();
        }
        return Optional.of(ErrorInfo.of(
                        ErrorKind.INVALID_REQUEST,
                        UserText.of("{0} does not accept files ({1}).", model.id(), file.mimeType()))
                .withHint(
                        UserText.of("Send the text of the file instead, or choose a model that accepts files. If this "
                                + "model accepts files, set `files: true` in its configuration.")));
    }

    private String acceptedTypes() {
        return rules.imageTypes().stream()
                .map(type -> type.replaceFirst("^image/", ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Normalizes the media type of an image. {@code image/jpg} is not a registered type, but many clients send it. */
    private static Part.Image normalize(Part.Image image) {
        String type = image.mimeType().toLowerCase(Locale.ROOT);
        return new Part.Image(type.equals("image/jpg") ? "image/jpeg" : type, image.data(), image.url());
    }
}
