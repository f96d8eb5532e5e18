package dev.openllm.server.cli.session;

import dev.openllm.protocol.model.ListModelsResult;

/** A gateway for one program, with a token that is valid until this is closed or the process ends. */
public interface LaunchGateway extends AutoCloseable {

    /** Its address without a path, such as {@code http://127.0.0.1:4141}. */
    String root();

    String token();

    /** The models that it serves. */
    ListModelsResult models();

    /** Revokes the token, and ends the gateway if it was started for this program. */
    @Override
    void close();
}
