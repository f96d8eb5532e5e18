package dev.openllm.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayAccessTest {

    @TempDir
    Path folder;

    @Test
    void theTokenIsPersistentAndReadableOnlyByItsOwner() throws IOException {
        GatewayToken token = GatewayToken.of(Map.of(), folder);
        assertEquals(token, GatewayToken.of(Map.of(), folder));
        assertEquals(43, token.value().length());
        Path file = folder.resolve("gateway.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aTokenThatOthersCanReadIsReplaced() throws IOException {
        GatewayToken token = GatewayToken.of(Map.of(), folder);
        Path file = folder.resolve("gateway.token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertNotEquals(token.value(), GatewayToken.of(Map.of(), folder).value());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void theEnvironmentCanSpecifyTheToken() {
        assertEquals(
                "mine",
                GatewayToken.of(Map.of("OPENLLM_GATEWAY_TOKEN", " mine "), folder)
                        .value());
        assertFalse(Files.exists(folder.resolve("gateway.token")));
    }

    @Test
    void aTokenIsNeverShown() {
        GatewayToken token = GatewayToken.of(Map.of(), folder);
        assertFalse(token.toString().contains(token.value()));
    }

    @Test
    void theGatewayFollowsItsSetting() {
        Settings settings = new Settings();
        List<String> log = new ArrayList<>();
        try (GatewayAccess access = new GatewayAccess(
                new ScriptedChats(),
                GatewayFixture.NO_EMBEDDINGS,
                GatewayFixture.NO_COMPLETIONS,
                GatewayFixture.testProviders(),
                () -> GatewayToken.of(Map.of(), folder),
                new NamedTokens(folder),
                log::add)) {
            access.follow(settings);
            assertTrue(access.port().isEmpty(), "it is off unless it is switched on");
            settings.update(Map.of("gateway.enabled", "true"));
            int port = access.port().orElseThrow();
            settings.update(Map.of("gateway.enabled", "true", "unrelated", "x"));
            assertEquals(Optional.of(port), access.port());
            settings.update(Map.of("gateway.enabled", "false"));
            assertTrue(access.port().isEmpty());
            assertTrue(log.getFirst().startsWith("The gateway listens on http://127.0.0.1:" + port), log.toString());
        }
    }

    @Test
    void aPortInUseIsReportedWithoutOtherEffects() {
        Settings settings = new Settings();
        List<String> log = new ArrayList<>();
        try (GatewayFixture otherGateway = new GatewayFixture();
                GatewayAccess access = new GatewayAccess(
                        new ScriptedChats(),
                        GatewayFixture.NO_EMBEDDINGS,
                        GatewayFixture.NO_COMPLETIONS,
                        GatewayFixture.testProviders(),
                        () -> GatewayToken.of(Map.of(), folder),
                        new NamedTokens(folder),
                        log::add)) {
            access.follow(settings);
            settings.update(Map.of("gateway.enabled", "true", "gateway.port", "" + otherGateway.port()));
            assertTrue(access.port().isEmpty());
            assertTrue(log.getFirst().contains("is not available"), log.toString());
        }
    }

    private static final class Settings implements ConfigSource {

        private Config current = Config.EMPTY;
        private Consumer<Config> listener = changed -> {};

        void update(Map<String, String> settings) {
            current = new Config(List.of(), Optional.empty(), Config.EMPTY.network(), settings, List.of(), Map.of());
            listener.accept(current);
        }

        @Override
        public Config current() {
            return current;
        }

        @Override
        public void applySettings(SettingsParams settings) {}

        @Override
        public void onChange(Consumer<Config> newListener) {
            listener = newListener;
        }
    }
}
