package dev.openllm.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The rooms of the server and the rules between them. */
class RoomsTest {

    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.openllm.server");

    @Test
    void arrowsBetweenRoomsPointOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("dialect").definedBy("dev.openllm.server.dialect..")
                .layer("http").definedBy("dev.openllm.server.http..")
                .layer("file").definedBy("dev.openllm.server.file..")
                .layer("config").definedBy("dev.openllm.server.config..")
                .layer("secret").definedBy("dev.openllm.server.secret..")
                .layer("access").definedBy("dev.openllm.server.access..")
                .layer("catalog").definedBy("dev.openllm.server.catalog..")
                .layer("provider").definedBy("dev.openllm.server.provider..")
                .layer("chat").definedBy("dev.openllm.server.chat..")
                .optionalLayer("rpc").definedBy("dev.openllm.server.rpc..")
                .optionalLayer("gateway").definedBy("dev.openllm.server.gateway..")
                .optionalLayer("cli").definedBy("dev.openllm.server.cli..")
                .optionalLayer("application").definedBy("dev.openllm.server")
                .whereLayer("application").mayNotBeAccessedByAnyLayer()
                .whereLayer("rpc").mayOnlyBeAccessedByLayers("application")
                .whereLayer("gateway").mayOnlyBeAccessedByLayers("application")
                .whereLayer("cli").mayOnlyBeAccessedByLayers("application")
                .whereLayer("chat").mayOnlyBeAccessedByLayers("rpc", "gateway", "application")
                .whereLayer("provider").mayOnlyBeAccessedByLayers("chat", "rpc", "gateway", "application")
                .whereLayer("catalog").mayOnlyBeAccessedByLayers("provider", "chat", "rpc", "gateway", "application")
                .whereLayer("dialect").mayOnlyBeAccessedByLayers("provider", "chat", "rpc", "gateway", "application")
                .whereLayer("http").mayOnlyBeAccessedByLayers("provider", "chat", "rpc", "gateway", "application")
                .whereLayer("config").mayOnlyBeAccessedByLayers("provider", "chat", "rpc", "gateway", "application")
                .whereLayer("secret").mayOnlyBeAccessedByLayers("provider", "chat", "rpc", "gateway", "application")
                .whereLayer("access").mayOnlyBeAccessedByLayers("chat", "rpc", "application")
                .whereLayer("file").mayOnlyBeAccessedByLayers(
                        "config", "secret", "access", "catalog", "provider", "chat", "rpc", "gateway", "cli", "application")
                .ensureAllClassesAreContainedInArchitecture()
                .withOptionalLayers(true)
                .check(SERVER);
    }

    @Test
    void roomsHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("dev.openllm.server.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVER);
    }

    @Test
    void onlyRpcSeesLsp4jAndJavaWebSocket() {
        onlyRoomSees("dev.openllm.server.rpc..", "org.eclipse.lsp4j..", "org.java_websocket..");
    }

    @Test
    void onlyHttpSeesTheHttpClient() {
        onlyRoomSees("dev.openllm.server.http..", "java.net.http..");
    }

    @Test
    void onlyConfigSeesSnakeYaml() {
        onlyRoomSees("dev.openllm.server.config..", "org.yaml..");
    }

    @Test
    void onlySecretSeesTheKeyring() {
        onlyRoomSees("dev.openllm.server.secret..", "com.github.javakeyring..");
    }

    @Test
    void onlyProviderEntraSeesMicrosoftsLibrary() {
        onlyRoomSees("dev.openllm.server.provider.entra..", "com.microsoft..");
    }

    @Test
    void onlyCliSeesPicocli() {
        onlyRoomSees("dev.openllm.server.cli..", "picocli..");
    }

    @Test
    void dialectsDoNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.openllm.server.dialect..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .check(SERVER);
    }

    private static void onlyRoomSees(String room, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(SERVER);
    }
}
