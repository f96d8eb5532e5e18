package dev.openllm.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Verifies that connections to other machines are opened only by the packages that enforce the allowed-hosts policy.
 */
class ConnectionsTest {

    private static final JavaClasses SERVER_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.openllm.server");

    private static final String HTTP_PACKAGES = "dev.openllm.server.http..";

    /**
     * Methods and constructors that resolve a host name or open a connection. Those that only accept connections are
     * not included.
     */
    private static final Set<String> CONNECTING_CALLS = Set.of(
            "java.net.Socket.<init>",
            "java.net.Socket.connect",
            "java.nio.channels.SocketChannel.open",
            "java.nio.channels.SocketChannel.connect",
            "java.nio.channels.AsynchronousSocketChannel.open",
            "java.nio.channels.DatagramChannel.open",
            "java.net.DatagramSocket.<init>",
            "java.net.MulticastSocket.<init>",
            "java.net.URL.openConnection",
            "java.net.URL.openStream",
            "java.net.URL.getContent",
            "java.net.URI.toURL",
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.InetAddress.getLocalHost",
            "java.net.InetSocketAddress.<init>",
            "javax.net.SocketFactory.createSocket",
            "javax.net.ssl.SSLSocketFactory.createSocket");

    @Test
    void onlyTheHttpPackagesConnectToHosts() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HTTP_PACKAGES)
                // These packages use only loopback connections: the sockets of connected clients and of the gateway,
                // and the simulated provider.
                .and()
                .resideOutsideOfPackages(
                        "dev.openllm.server.rpc.peer",
                        "dev.openllm.server.gateway.http",
                        "dev.openllm.server.gateway.background",
                        "dev.openllm.server.startup")
                .and()
                .doNotHaveSimpleName("LaunchGateways") // requests the model list of a gateway on the loopback interface
                .should()
                .callCodeUnitWhere(connectsToHost())
                .check(SERVER_CLASSES);
    }

    @Test
    void loopbackPackagesConnectOnlyToLoopback() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.openllm.server.rpc.peer",
                        "dev.openllm.server.gateway.http",
                        "dev.openllm.server.gateway.background",
                        "dev.openllm.server.startup")
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "looks a host up by its name",
                        call -> Set.of("getByName", "getAllByName", "getLocalHost", "openConnection", "openStream")
                                        .contains(call.getTarget().getName())
                                || call.getTarget()
                                        .getFullName()
                                        .startsWith("java.net.InetSocketAddress.<init>(java.lang.String")))
                .check(SERVER_CLASSES);
    }

    @Test
    void httpClientsAndPortProbesAreUsedOnlyAfterThePolicyCheck() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.openllm.server.http.client.OutgoingHttp")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "sends past the policy",
                        (JavaMethodCall call) -> List.of("send", "accepts")
                                        .contains(call.getTarget().getName())
                                && List.of("CleartextHttp", "JdkHttp", "LocalPorts")
                                        .contains(call.getTargetOwner().getSimpleName())
                                && !isTestDefault(call)))
                .check(SERVER_CLASSES);
    }

    /**
     * Whether the call is made by a default method of {@code HttpSender}, which enforces no policy. Only senders in
     * tests use these methods; the only sender in the product overrides them.
     */
    private static boolean isTestDefault(JavaAccess<?> call) {
        JavaCodeUnit caller = call.getOrigin();
        return caller.getOwner().getSimpleName().equals("HttpSender");
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaCall<?>> connectsToHost() {
        return DescribedPredicate.describe("connects to a host", call -> {
            String owner = call.getTargetOwner().getName();
            return CONNECTING_CALLS.contains(owner + "." + call.getTarget().getName())
                    || owner.startsWith("java.net.http.");
        });
    }
}
