package dev.openllm.server.access;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What each consumer used today: what was recorded before this process began to count, and what it did since. Other
 * processes that run at the same time count on their own.
 */
final class UsageToday {

    /** Tokens in and out, and US dollars. */
    record Sum(long tokens, double dollars) {

        static final Sum NONE = new Sum(0, 0);

        Sum plus(ModelUse use) {
            return new Sum(tokens + use.tokens(), dollars + use.costUsd().orElse(0));
        }
    }

    private final Function<LocalDate, Iterable<ModelUse>> recorded;
    private final Map<String, Sum> sums = new HashMap<>();
    private LocalDate day = LocalDate.MIN;

    /** @param recorded the uses since a date, for the first count of a day */
    UsageToday(Function<LocalDate, Iterable<ModelUse>> recorded) {
        this.recorded = recorded;
    }

    synchronized Sum of(String consumer) {
        beginDay();
        return sums.getOrDefault(consumer, Sum.NONE);
    }

    synchronized void add(ModelUse use) {
        beginDay();
        count(use);
    }

    private void count(ModelUse use) {
        sums.put(use.consumer(), sums.getOrDefault(use.consumer(), Sum.NONE).plus(use));
    }

    private void beginDay() {
        LocalDate today = LocalDate.now();
        if (!today.equals(day)) {
            day = today;
            sums.clear();
            recorded.apply(today).forEach(this::count);
        }
    }
}
