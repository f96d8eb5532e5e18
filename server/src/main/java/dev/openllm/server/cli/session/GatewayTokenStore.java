package dev.openllm.server.cli.session;

import java.util.List;

/** The named tokens of the gateway. */
public interface GatewayTokenStore {

    /** @param created the creation time, such as {@code 2026-05-04T09:30:00Z} */
    record Token(String name, String created) {}

    /**
     * Creates a token.
     *
     * @return the token, which cannot be displayed again
     * @throws dev.openllm.protocol.error.OpenLlmException if the name is in use or not allowed
     */
    String add(String name);

    List<Token> list();

    /** @return whether a token with this name existed */
    boolean revoke(String name);
}
