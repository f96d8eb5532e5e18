package dev.openllm.server.provider.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInProvidersTest {

    private static final List<BuiltInProvider> SERVICES = BuiltInProviders.all().list();

    @Test
    void thereAreAtLeastOneHundredAndTenProviders() {
        assertTrue(SERVICES.size() >= 110, "only " + SERVICES.size());
    }

    @Test
    void namesAndAliasesAreUnique() {
        Set<String> names = new HashSet<>();
        for (BuiltInProvider service : SERVICES) {
            assertTrue(names.add(service.id()), service.id());
            service.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
        }
    }

    @Test
    void providersAreSortedByIdForFastLookup() {
        List<String> ids = SERVICES.stream().map(BuiltInProvider::id).toList();
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void everyBaseUrlIsInItsNormalizedForm() {
        for (BuiltInProvider service : SERVICES) {
            String base = service.apiBase().orElseThrow().replaceAll("\\$\\{[A-Z_]+}", "x");
            base = base.startsWith("x/") ? "https://" + base : base;
            URI uri = URI.create(base);
            assertTrue(uri.getScheme().matches("https?") && uri.getHost() != null, service.id() + " " + base);
            assertTrue(!base.endsWith("/") && !base.contains("?"), service.id() + " " + base);
            assertTrue(
                    uri.getScheme().equals("https") || Addresses.isLoopback(uri),
                    service.id() + " sends keys in the clear");
        }
    }

    @Test
    void everyProviderThatNeedsAKeyNamesItsVariable() {
        for (BuiltInProvider service : SERVICES) {
            assertTrue(!service.needsKey() || !service.keyEnv().isEmpty(), service.id());
        }
    }

    @Test
    void everyProviderHasANameAndADocumentationPage() {
        for (BuiltInProvider service : SERVICES) {
            assertTrue(!service.name().isBlank(), service.id());
            assertTrue(service.documentation().orElse("").startsWith("https://"), service.id());
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
