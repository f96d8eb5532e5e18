package dev.openllm.server.chat.learning;

import dev.openllm.server.dialect.ChatCall;
import dev.openllm.server.dialect.Quirks;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The quirks that this process has learned for each provider and model. Instances are thread-safe. */
public final class LearnedQuirks {

    private record Model(String provider, String model) {}

    private final Map<Model, Set<LearnedQuirk>> quirksByModel = new ConcurrentHashMap<>();

    /** Stores a quirk after a refused request has succeeded with the quirk applied. */
    public void remember(ChatCall call, LearnedQuirk learnedQuirk) {
        if (learnedQuirk.lasting()) {
            quirksByModel.merge(new Model(call.provider(), call.model()), Set.of(learnedQuirk), LearnedQuirks::union);
        }
    }

    /** Returns the call with all learned quirks of the model applied. */
    public ChatCall apply(ChatCall call) {
        ChatCall changed = call;
        for (LearnedQuirk learnedQuirk :
                quirksByModel.getOrDefault(new Model(call.provider(), call.model()), Set.of())) {
            changed = learnedQuirk.apply(changed);
        }
        return changed;
    }

    /** Returns those learned quirks of a model that affect how a conversation is converted. */
    public Quirks quirks(String provider, String model) {
        Quirks all = Quirks.NONE;
        for (LearnedQuirk learnedQuirk : quirksByModel.getOrDefault(new Model(provider, model), Set.of())) {
            if (learnedQuirk instanceof LearnedQuirk.WithQuirks(var quirks)) {
                all = all.overlaidBy(quirks);
            }
        }
        return all;
    }

    private static Set<LearnedQuirk> union(Set<LearnedQuirk> known, Set<LearnedQuirk> more) {
        Set<LearnedQuirk> all = new LinkedHashSet<>(known);
        all.addAll(more);
        return all;
    }
}
