package dev.openllm.server.chat.history;

import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.chat.Part;
import dev.openllm.protocol.chat.Role;
import dev.openllm.server.dialect.HistoryRules;
import dev.openllm.server.dialect.HistoryRules.SystemPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Converts a conversation so that the provider accepts the order of the message roles. */
record RoleOrder(HistoryRules rules) {

    private static final Message OPENING = Message.user("(The conversation begins with your words.)");
    private static final Message CONTINUE = Message.user("Continue exactly where your last message ends.");
    private static final Message ACKNOWLEDGEMENT = Message.assistant("OK.");

    List<Message> order(List<Message> conversation) {
        List<Message> system = new ArrayList<>();
        List<Message> turns = new ArrayList<>();
        for (Message message : conversation) {
            boolean isLeadingSystem = message.role() == Role.SYSTEM && rules.system() != SystemPlace.ANYWHERE;
            (isLeadingSystem ? system : turns).add(message);
        }
        if (rules.assistantAfterToolResult()) {
            turns = acknowledgeResults(turns);
        }
        if (rules.system() == SystemPlace.IN_FIRST_USER_MESSAGE && !system.isEmpty()) {
            turns = withSystemInFirstUserMessage(mergeSystem(system).getFirst(), turns);
            system = List.of();
        }
        if (rules.endsWithUser() && !turns.isEmpty() && turns.getLast().role() == Role.ASSISTANT) {
            turns.addLast(CONTINUE);
        }
        if (rules.startsWithUser() && !conversation.isEmpty() && startsWithoutUser(turns)) {
            turns.addFirst(OPENING);
        }
        if (rules.rolesAlternate()) {
            turns = mergeNeighbors(turns);
        }
        List<Message> ordered = new ArrayList<>(mergeSystem(system));
        ordered.addAll(turns);
        return ordered;
    }

    private static boolean startsWithoutUser(List<Message> turns) {
        return turns.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .findFirst()
                .filter(message -> message.role() == Role.USER)
                .isEmpty();
    }

    private static List<Message> acknowledgeResults(List<Message> turns) {
        List<Message> result = new ArrayList<>();
        for (Message message : turns) {
            boolean afterResults = !result.isEmpty() && isResults(result.getLast());
            if (afterResults && message.role() == Role.USER) {
                result.add(ACKNOWLEDGEMENT);
            }
            result.add(message);
        }
        return result;
    }

    private static List<Message> withSystemInFirstUserMessage(Message system, List<Message> turns) {
        Message instructions = new Message(Role.USER, system.parts());
        List<Message> result = new ArrayList<>(turns);
        boolean startsWithUser = !turns.isEmpty() && turns.getFirst().role() == Role.USER;
        if (startsWithUser) {
            result.set(0, Merging.merge(instructions, turns.getFirst()));
        } else {
            result.addFirst(instructions);
        }
        return result;
    }

    private static boolean isResults(Message message) {
        return message.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    }

    private static List<Message> mergeNeighbors(List<Message> turns) {
        List<Message> merged = new ArrayList<>();
        for (Message message : turns) {
            if (!merged.isEmpty() && merged.getLast().role() == message.role()) {
                merged.add(Merging.merge(merged.removeLast(), message));
            } else {
                merged.add(message);
            }
        }
        return merged;
    }

    private static List<Message> mergeSystem(List<Message> system) {
        if (system.size() < 2) {
            return system;
        }
        if (system.stream()
                .flatMap(message -> message.parts().stream())
                .anyMatch(Part.CacheBreakpoint.class::isInstance)) {
            return List.of(new Message(
                    Role.SYSTEM,
                    system.stream().flatMap(message -> message.parts().stream()).toList()));
        }
        return List.of(Message.system(system.stream()
                .flatMap(message -> message.parts().stream())
                .map(part -> part instanceof Part.Text(var text) ? text : "")
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"))));
    }
}
