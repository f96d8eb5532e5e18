package dev.openllm.server.gateway;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A log for notices about omitted request content. Each distinct notice is logged only once, because clients send the
 * same fields with every request. Thread-safe.
 */
final class NoticeLog {

    private static final int MAX_NOTICES = 500;

    private final Consumer<String> log;
    private final Set<String> logged = new HashSet<>();

    NoticeLog(Consumer<String> log) {
        this.log = log;
    }

    void logOnce(String notice) {
        boolean isNew;
        synchronized (logged) {
            if (logged.size() == MAX_NOTICES) {
                logged.clear();
            }
            isNew = logged.add(notice);
        }
        if (isNew) {
            log.accept(notice);
        }
    }
}
