package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPrefixesTest {

    @Test
    void theProviderIsDetectedFromTheKeyPrefix() {
        assertEquals(Optional.of("anthropic"), KeyPrefixes.serviceOf("sk-ant-api03-abc"));
        assertEquals(Optional.of("openrouter"), KeyPrefixes.serviceOf("sk-or-v1-abc"));
        assertEquals(Optional.of("google"), KeyPrefixes.serviceOf("AIzaSyAbc"));
    }

    @Test
    void aSharedPrefixIdentifiesNoProvider() {
        assertEquals(Optional.empty(), KeyPrefixes.serviceOf("sk-0123456789"));
        assertEquals(Optional.empty(), KeyPrefixes.serviceOf(""));
    }

    @Test
    void everyListedProviderIsBuiltIn() {
        KeyPrefixes.services()
                .forEach(id -> assertTrue(BuiltInProviders.all().named(id).isPresent(), "no built-in provider " + id));
    }
}
