package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPrefixesTest {

    @Test
    void theProviderIsDetectedFromTheKeyPrefix() {
        assertEquals(Optional.of("anthropic"), KeyPrefixes.providerOf("sk-ant-api03-abc"));
        assertEquals(Optional.of("openrouter"), KeyPrefixes.providerOf("sk-or-v1-abc"));
        assertEquals(Optional.of("google"), KeyPrefixes.providerOf("AIzaSyAbc"));
    }

    @Test
    void aSharedPrefixIdentifiesNoProvider() {
        assertEquals(Optional.empty(), KeyPrefixes.providerOf("sk-0123456789"));
        assertEquals(Optional.empty(), KeyPrefixes.providerOf(""));
    }

    @Test
    void everyListedProviderIsBuiltIn() {
        KeyPrefixes.providers()
                .forEach(id -> assertTrue(BuiltInProviders.all().find(id).isPresent(), "no built-in provider " + id));
    }
}
