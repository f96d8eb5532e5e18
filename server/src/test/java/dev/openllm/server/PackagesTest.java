package dev.openllm.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies the dependencies between the packages of the server. */
class PackagesTest {

    private static final JavaClasses SERVER_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.openllm.server");

    @Test
    void packageDependenciesPointInOneDirection() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("dialect")
                .definedBy("dev.openllm.server.dialect..")
                .layer("http")
                .definedBy("dev.openllm.server.http..")
                .layer("file")
                .definedBy("dev.openllm.server.file..")
                .layer("config")
                .definedBy("dev.openllm.server.config..")
                .layer("secret")
                .definedBy("dev.openllm.server.secret..")
                .layer("access")
                .definedBy("dev.openllm.server.access..")
                .layer("catalog")
                .definedBy("dev.openllm.server.catalog..")
                .layer("provider")
                .definedBy("dev.openllm.server.provider..")
                .layer("chat")
                .definedBy("dev.openllm.server.chat..")
                .layer("embedding")
                .definedBy("dev.openllm.server.embedding..")
                .layer("imports")
                .definedBy("dev.openllm.server.imports..")
                .layer("completion")
                .definedBy("dev.openllm.server.completion..")
                .optionalLayer("rpc")
                .definedBy("dev.openllm.server.rpc..")
                .optionalLayer("gateway")
                .definedBy("dev.openllm.server.gateway..")
                .optionalLayer("cli")
                .definedBy("dev.openllm.server.cli..")
                .layer("toolfiles")
                .definedBy("dev.openllm.server.toolfiles..")
                .layer("windows")
                .definedBy("dev.openllm.server.windows..")
                .optionalLayer("startup")
                .definedBy("dev.openllm.server.startup..")
                .optionalLayer("application")
                .definedBy("dev.openllm.server")
                .whereLayer("application")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rpc")
                .mayOnlyBeAccessedByLayers("application")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("application")
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("application")
                .whereLayer("imports")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("toolfiles")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("windows")
                .mayOnlyBeAccessedByLayers("http", "cli", "application")
                .whereLayer("startup")
                .mayOnlyBeAccessedByLayers("application")
                .whereLayer("startup")
                .mayNotAccessAnyLayer()
                .whereLayer("embedding")
                .mayOnlyBeAccessedByLayers("rpc", "gateway", "application")
                .whereLayer("completion")
                .mayOnlyBeAccessedByLayers("rpc", "gateway", "application")
                .whereLayer("chat")
                .mayOnlyBeAccessedByLayers("embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("provider")
                .mayOnlyBeAccessedByLayers("chat", "embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers(
                        "provider", "chat", "embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("dialect")
                .mayOnlyBeAccessedByLayers(
                        "provider", "chat", "embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers(
                        "provider", "chat", "embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("imports", "toolfiles", "provider", "chat", "rpc", "gateway", "application")
                .whereLayer("secret")
                .mayOnlyBeAccessedByLayers(
                        "provider", "chat", "embedding", "completion", "rpc", "gateway", "application")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("chat", "embedding", "completion", "rpc", "application")
                .whereLayer("file")
                .mayOnlyBeAccessedByLayers(
                        "imports",
                        "http",
                        "config",
                        "secret",
                        "access",
                        "catalog",
                        "provider",
                        "chat",
                        "rpc",
                        "gateway",
                        "cli",
                        "application")
                .ensureAllClassesAreContainedInArchitecture()
                .withOptionalLayers(true)
                .check(SERVER_CLASSES);
    }

    @Test
    void packagesHaveNoCyclicDependencies() {
        SlicesRuleDefinition.slices()
                .matching("dev.openllm.server.(**)")
                .should()
                .beFreeOfCycles()
                .check(SERVER_CLASSES);
    }

    @Test
    void onlyRpcUsesLsp4jAndJavaWebSocket() {
        onlyPackageUses("dev.openllm.server.rpc..", "org.eclipse.lsp4j..", "org.java_websocket..");
    }

    @Test
    void onlyHttpUsesTheHttpClient() {
        onlyPackageUses("dev.openllm.server.http..", "java.net.http..");
    }

    @Test
    void onlyConfigUsesSnakeYaml() {
        onlyPackageUses("dev.openllm.server.config..", "org.yaml..");
    }

    @Test
    void onlySecretUsesTheKeyring() {
        onlyPackageUses("dev.openllm.server.secret..", "com.github.javakeyring..");
    }

    @Test
    void onlyWindowsUsesJna() {
        onlyPackageUses("dev.openllm.server.windows..", "com.sun.jna..");
    }

    @Test
    void onlyProviderEntraUsesTheMicrosoftLibrary() {
        onlyPackageUses("dev.openllm.server.provider.entra..", "com.microsoft..");
    }

    @Test
    void onlyCliUsesPicocli() {
        onlyPackageUses("dev.openllm.server.cli..", "picocli..");
    }

    @Test
    void onlyCliPromptUsesJline() {
        onlyPackageUses("dev.openllm.server.cli.prompt", "org.jline..");
    }

    @Test
    void configurationPackagesDependOnTheSchema() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schema")
                .definedBy("dev.openllm.server.config.schema")
                .layer("text")
                .definedBy("dev.openllm.server.config.text")
                .layer("yaml")
                .definedBy("dev.openllm.server.config.yaml")
                .layer("jsonc")
                .definedBy("dev.openllm.server.config.jsonc")
                .layer("config")
                .definedBy("dev.openllm.server.config")
                .layer("trust")
                .definedBy("dev.openllm.server.config.trust")
                .layer("edit")
                .definedBy("dev.openllm.server.config.edit")
                .whereLayer("text")
                .mayOnlyBeAccessedByLayers("yaml", "config", "edit")
                .whereLayer("yaml")
                .mayOnlyBeAccessedByLayers("config", "edit")
                .whereLayer("jsonc")
                .mayOnlyBeAccessedByLayers("edit")
                .whereLayer("trust")
                .mayOnlyBeAccessedByLayers("config", "edit")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("edit")
                .whereLayer("edit")
                .mayNotBeAccessedByAnyLayer()
                .check(SERVER_CLASSES);
    }

    @Test
    void onlyTheCompositionRootSelectsAnHttpClient() {
        onlyUsedBy("dev.openllm.server.http.client", "dev.openllm.server", "dev.openllm.server.http.client");
        onlyUsedBy(
                "dev.openllm.server.http.cleartext",
                "dev.openllm.server.http.cleartext",
                "dev.openllm.server.http.client");
    }

    @Test
    void gatewayApisDoNotDependOnEachOther() {
        onlyUsedBy(
                "dev.openllm.server.gateway.openai", "dev.openllm.server.gateway", "dev.openllm.server.gateway.openai");
        onlyUsedBy(
                "dev.openllm.server.gateway.anthropic",
                "dev.openllm.server.gateway",
                "dev.openllm.server.gateway.anthropic");
    }

    @Test
    void theGatewayHttpServerDependsOnNoApiAndNoModels() {
        noClasses()
                .that()
                .resideInAPackage("dev.openllm.server.gateway.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.openllm.server.gateway", "dev.openllm.server.gateway.api", "dev.openllm.server.chat..")
                .check(SERVER_CLASSES);
    }

    @Test
    void noOtherRpcPackageDependsOnConnectedClients() {
        onlyUsedBy("dev.openllm.server.rpc.peer", "dev.openllm.server", "dev.openllm.server.rpc.peer");
    }

    @Test
    void everyPackageHasADescriptionAndAtMost25Files() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> folders = Files.walk(sources)) {
            List<String> violations = folders.filter(Files::isDirectory)
                    .map(PackagesTest::javaFiles)
                    .filter(files -> !files.isEmpty())
                    .filter(files ->
                            files.size() > 25 || files.stream().noneMatch(f -> f.endsWith("package-info.java")))
                    .map(files -> files.getFirst().getParent() + ": " + files.size() + " files")
                    .toList();
            assertEquals(List.of(), violations);
        }
    }

    private static List<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dialectsUseNoClockAndRandomnessOnlyForMissingToolCallIds() {
        DescribedPredicate<JavaCall<?>> readsAClockOrRandomness = DescribedPredicate.describe(
                "reads a clock or a source of randomness",
                call -> Set.of("now", "currentTimeMillis", "nanoTime", "random", "randomUUID", "sleep")
                                .contains(call.getTarget().getName())
                        && !call.getOrigin().getName().equals("newCallId"));
        noClasses()
                .that()
                .resideInAPackage("dev.openllm.server.dialect..")
                .should()
                .callCodeUnitWhere(readsAClockOrRandomness)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Thread.class)
                .check(SERVER_CLASSES);
    }

    @Test
    void dialectsPerformNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.openllm.server.dialect..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(File.class, FileInputStream.class, FileOutputStream.class, RandomAccessFile.class)
                .check(SERVER_CLASSES);
    }

    /**
     * Reading a file of unlimited size, a pipe, or a device might never end. A file that is overwritten in place is
     * lost if the process is killed.
     */
    @Test
    void filesAreReadAndWrittenThroughTheFilePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.openllm.server.file")
                .and()
                .doNotHaveSimpleName("FileText") // size-limited, with its own error messages
                .and()
                .doNotHaveSimpleName("FileArguments") // files that the user specifies for one request
                .and()
                .doNotHaveSimpleName("Transcript")
                .and()
                .doNotHaveSimpleName("ProcessInfo") // process information from Linux
                .and()
                .doNotHaveSimpleName("UsageTail") // continues reading where it stopped
                .and()
                .doNotHaveSimpleName("CacheTraining") // the configuration of a training run, in a separate folder
                .should()
                .callMethodWhere(target(nameMatching("read(AllBytes|String|AllLines)|lines|write(String)?"
                                + "|new(InputStream|OutputStream|BufferedReader|BufferedWriter)"))
                        .and(target(owner(type(Files.class)))))
                .check(SERVER_CLASSES);
    }

    private static void onlyUsedBy(String usedPackage, String... users) {
        noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(usedPackage)
                .check(SERVER_CLASSES);
    }

    private static void onlyPackageUses(String user, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(SERVER_CLASSES);
    }
}
