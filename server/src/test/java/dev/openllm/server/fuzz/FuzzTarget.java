package dev.openllm.server.fuzz;

import java.util.List;

/** Something that must cope with any bytes. */
public interface FuzzTarget {

    /** The name of the folder with its regression inputs. */
    String name();

    /** Inputs to start from: valid ones that reach much of the code. */
    List<byte[]> seeds() throws Exception;

    /** Reads an input. @throws Throwable when a property does not hold, or what is under test fails */
    void run(byte[] input) throws Exception;
}
