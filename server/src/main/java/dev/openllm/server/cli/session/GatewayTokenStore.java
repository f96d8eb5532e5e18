package dev.openllm.server.cli.session;

import java.util.List;

/** The gateway's named tokens. */
public interface GatewayTokenStore {

    /** @param created as in {@code 2026-05-04T09:30:00Z} */
    record Token(String name, String created) {}

    /**
     * Creates a token.
     *
     * @return the token, which cannot be shown again
     * @throws dev.openllm.protocol.error.OpenLlmException for a name that is in use or not allowed
     */
    String add(String name);

    List<Token> list();

    /** @return whether there was a token of that name */
    boolean revoke(String name);
}
