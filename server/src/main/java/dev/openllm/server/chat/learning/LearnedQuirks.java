package dev.openllm.server.chat.learning;

import dev.openllm.server.dialect.ChatCall;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lessons of this process, by provider and model. Safe for use by many threads. */
public final class LearnedQuirks {

    private record Model(String provider, String model) {}

    private final Map<Model, Set<Lesson>> lessons = new ConcurrentHashMap<>();

    /** Remembers a lesson that turned a refusal into an answer. */
    public void remember(ChatCall call, Lesson lesson) {
        if (lesson.lasting()) {
            lessons.merge(new Model(call.provider(), call.model()), Set.of(lesson), LearnedQuirks::union);
        }
    }

    /** The call with everything that is known of its model taken to heart. */
    public ChatCall apply(ChatCall call) {
        ChatCall changed = call;
        for (Lesson lesson : lessons.getOrDefault(new Model(call.provider(), call.model()), Set.of())) {
            changed = lesson.apply(changed);
        }
        return changed;
    }

    private static Set<Lesson> union(Set<Lesson> known, Set<Lesson> more) {
        Set<Lesson> all = new LinkedHashSet<>(known);
        all.addAll(more);
        return all;
    }
}
