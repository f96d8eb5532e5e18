package dev.openllm.server.cli.session;

import java.util.List;

/** The tokens of the gateway that have names. */
public interface GatewayTokenStore {

    /** @param created as in {@code 2026-05-04T09:30:00Z} */
    record Token(String name, String created) {}

    /**
     * Makes a token.
     *
     * @return the token, which cannot be shown again
     * @throws dev.openllm.protocol.error.OpenLlmException for a name that is taken or not allowed
     */
    String add(String name);

    List<Token> list();

    /** @return whether there was a token of that name */
    boolean revoke(String name);
}
