package dev.openllm.server.cli.session;

import java.util.List;

/** The named tokens with which programs can use the gateway. */
public interface GatewayTokenStore {

    /** A gateway token without its value. @param created the creation time, such as {@code 2026-05-04T09:30:00Z} */
    record Token(String name, String created) {}

    /**
     * Creates a token.
     *
     * @return the value of the token, which cannot be displayed again
     * @throws dev.openllm.protocol.error.OpenLlmException if the name is invalid or already in use
     */
    String add(String name);

    List<Token> list();

    /** Revokes a token. @return whether a token with this name existed */
    boolean revoke(String name);
}
