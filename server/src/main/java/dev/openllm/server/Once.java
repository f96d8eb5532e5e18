package dev.openllm.server;

import java.util.function.Supplier;

/** A value that is created exactly once, when it is first used. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> factory;
    private T instance;

    Once(Supplier<T> factory) {
        this.factory = factory;
    }

    @Override
    public synchronized T get() {
        if (instance == null) {
            instance = factory.get();
        }
        return instance;
    }
}
