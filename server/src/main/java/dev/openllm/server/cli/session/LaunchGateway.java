package dev.openllm.server.cli.session;

import dev.openllm.protocol.model.ListModelsResult;

/**
 * A gateway for one launched program. The token of the program is valid until the gateway is closed or the process
 * ends.
 */
public interface LaunchGateway extends AutoCloseable {

    /** Returns the base URL of the gateway without a path, such as {@code http://127.0.0.1:4141}. */
    String root();

    String token();

    /** Returns the models that the gateway serves. */
    ListModelsResult models();

    /** Revokes the token and, if the gateway was started for this program, stops the gateway. */
    @Override
    void close();
}
