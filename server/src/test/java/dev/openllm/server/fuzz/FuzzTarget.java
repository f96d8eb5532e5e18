package dev.openllm.server.fuzz;

import java.util.List;

/** A piece of code that must handle any input bytes. */
public interface FuzzTarget {

    /** Returns the name of the target and of the folder that contains its regression inputs. */
    String name();

    /** Returns the inputs to start from: valid inputs that reach much of the code. */
    List<byte[]> seeds() throws Exception;

    /**
     * Processes an input.
     *
     * @throws Throwable if a property does not hold or the code under test fails
     */
    void run(byte[] input) throws Exception;
}
