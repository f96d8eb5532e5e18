package dev.openllm.server.gateway;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Logs each notice once: a client sends the same fields with every request. Safe for use by many threads. */
final class NoticeLog {

    private static final int MOST = 500;

    private final Consumer<String> log;
    private final Set<String> said = new HashSet<>();

    NoticeLog(Consumer<String> log) {
        this.log = log;
    }

    void say(String notice) {
        boolean isNew;
        synchronized (said) {
            isNew = said.size() < MOST && said.add(notice);
        }
        if (isNew) {
            log.accept(notice);
        }
    }
}
