package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInProvidersTest {

    private static final List<BuiltInProvider> PROVIDERS =
            BuiltInProviders.all().list();

    @Test
    void thereAreAtLeastOneHundredAndTenProviders() {
        assertTrue(PROVIDERS.size() >= 110, "only " + PROVIDERS.size());
    }

    @Test
    void namesAndAliasesAreUnique() {
        Set<String> names = new HashSet<>();
        for (BuiltInProvider provider : PROVIDERS) {
            assertTrue(names.add(provider.id()), provider.id());
            provider.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
        }
    }

    @Test
    void providersAreSortedByIdForFastLookup() {
        List<String> ids = PROVIDERS.stream().map(BuiltInProvider::id).toList();
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void everyBaseUrlIsInItsNormalizedForm() {
        for (BuiltInProvider provider : PROVIDERS) {
            String base = provider.apiBase().orElseThrow().replaceAll("\\$\\{[A-Z_]+}", "x");
            base = base.startsWith("x/") ? "https://" + base : base;
            URI uri = URI.create(base);
            assertTrue(uri.getScheme().matches("https?") && uri.getHost() != null, provider.id() + " " + base);
            assertTrue(!base.endsWith("/") && !base.contains("?"), provider.id() + " " + base);
            assertTrue(
                    uri.getScheme().equals("https") || Addresses.isLoopback(uri),
                    provider.id() + " sends keys in the clear");
        }
    }

    @Test
    void everyProviderThatNeedsAKeyNamesItsVariable() {
        for (BuiltInProvider provider : PROVIDERS) {
            assertTrue(!provider.needsKey() || !provider.keyEnv().isEmpty(), provider.id());
        }
    }

    @Test
    void everyProviderHasANameAndADocumentationPage() {
        for (BuiltInProvider provider : PROVIDERS) {
            assertTrue(!provider.name().isBlank(), provider.id());
            assertTrue(provider.documentation().orElse("").startsWith("https://"), provider.id());
        }
    }

    @Test
    void everyRedHatAiProductAcceptsTheKeyOfItsTools() {
        for (String id : List.of("redhat-ai", "openshift-ai", "rhel-ai")) {
            BuiltInProvider product = BuiltInProviders.all().find(id).orElseThrow();
            assertTrue(product.keyEnv().contains("REDHAT_AI_API_KEY"), id);
            assertEquals("openai-chat", product.dialect(), id);
        }
    }

    @Test
    void redHatAiProductsAreSeparateProviders() {
        assertEquals(
                List.of("Red Hat AI Inference Server", "OpenShift AI", "RHEL AI"),
                List.of("rhaiis", "rhoai", "rhelai").stream()
                        .map(alias ->
                                BuiltInProviders.all().find(alias).orElseThrow().name())
                        .toList());
    }

    @Test
    void providersAreAlsoFoundByTheirOtherNames() {
        assertEquals(
                "google", BuiltInProviders.all().find("gemini").orElseThrow().id());
    }
}
