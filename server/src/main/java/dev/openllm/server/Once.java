package dev.openllm.server;

import java.util.function.Supplier;

/** A value that is created exactly once, when it is first used. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> make;
    private T made;

    Once(Supplier<T> make) {
        this.make = make;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = make.get();
        }
        return made;
    }
}
