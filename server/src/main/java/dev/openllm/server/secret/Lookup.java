package dev.openllm.server.secret;

/** What a store answered. {@code place} is for a person: {@code environment variable OPENAI_API_KEY}. */
public sealed interface Lookup {

    String place();

    /** The key is there and may go to the origin that was asked about. */
    record Found(Secret secret, String place) implements Lookup {}

    /** A key is there, but it belongs to another host. */
    record OtherHost(String place, String boundOrigin) implements Lookup {}

    /** There is none. */
    record Absent(String place) implements Lookup {}

    /** The store could not be asked. */
    record Unavailable(String place, String reason) implements Lookup {}
}
