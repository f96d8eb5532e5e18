package dev.openllm.server.provider.entra;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import com.microsoft.aad.msal4j.MsalException;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Signs in to Microsoft Entra ID as a service principal or with a managed identity, as specified by the environment
 * variables that Microsoft tools read: {@code AZURE_TENANT_ID} and {@code AZURE_CLIENT_ID}, together with {@code
 * AZURE_CLIENT_SECRET}, {@code AZURE_CLIENT_CERTIFICATE_PATH} (PEM, or PFX with {@code
 * AZURE_CLIENT_CERTIFICATE_PASSWORD}), or {@code AZURE_FEDERATED_TOKEN_FILE}. If {@code AZURE_TENANT_ID} is not set,
 * the machine's managed identity is used. Source:
 * https://learn.microsoft.com/java/api/overview/azure/identity-readme#environment-variables
 *
 * <p>The Microsoft Authentication Library (MSAL) caches and renews tokens. Instances are thread-safe.
 */
public final class MicrosoftTokens {

    private static final int MAX_TOKEN_BYTES = 1 << 20;

    private final Map<String, String> environment;
    private final SenderForMsal http;
    private ConfidentialClientApplication principal;
    private ManagedIdentityApplication managedIdentity;

    public MicrosoftTokens(Map<String, String> environment, HttpSender http) {
        this.environment = Map.copyOf(environment);
        this.http = new SenderForMsal(http);
    }

    /**
     * Returns a token for a scope such as {@code https://ai.azure.com/.default}. Blocks until Microsoft Entra ID
     * responds.
     *
     * @throws OpenLlmException of kind {@code auth} if Microsoft Entra ID issues no token
     */
    public synchronized Secret token(String scope) {
        try {
            CompletableFuture<IAuthenticationResult> result = environment.containsKey("AZURE_TENANT_ID")
                    ? principal()
                            .acquireToken(ClientCredentialParameters.builder(Set.of(scope))
                                    .build())
                    : managedIdentity()
                            .acquireTokenForManagedIdentity(
                                    ManagedIdentityParameters.builder(scope.replace("/.default", ""))
                                            .build());
            return new Secret(result.get().accessToken());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OpenLlmException(ErrorKind.CANCELLED, UserText.of("The request was canceled."));
        } catch (ExecutionException failed) {
            throw tokenError(failed.getCause());
        } catch (OpenLlmException failed) {
            throw failed;
        } catch (Exception failed) {
            throw tokenError(failed);
        }
    }

    private ConfidentialClientApplication principal() throws IOException, GeneralSecurityException {
        if (principal == null) {
            String host = environment.getOrDefault("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com");
            principal = ConfidentialClientApplication.builder(requireVariable("AZURE_CLIENT_ID"), credential())
                    .authority(host.replaceFirst("/$", "") + "/" + requireVariable("AZURE_TENANT_ID") + "/")
                    .instanceDiscovery(false)
                    .httpClient(http)
                    .build();
        }
        return principal;
    }

    private IClientCredential credential() throws IOException, GeneralSecurityException {
        if (environment.containsKey("AZURE_CLIENT_SECRET")) {
            return ClientCredentialFactory.createFromSecret(environment.get("AZURE_CLIENT_SECRET"));
        }
        if (environment.containsKey("AZURE_CLIENT_CERTIFICATE_PATH")) {
            return CertificateFile.read(
                    Path.of(environment.get("AZURE_CLIENT_CERTIFICATE_PATH")),
                    environment.getOrDefault("AZURE_CLIENT_CERTIFICATE_PASSWORD", ""));
        }
        // The token file is replaced every hour, so the file is read again whenever a token is requested.
        Path token = Path.of(requireVariable("AZURE_FEDERATED_TOKEN_FILE"));
        return ClientCredentialFactory.createFromCallback(
                () -> new String(BoundedFile.read(token, MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip());
    }

    private ManagedIdentityApplication managedIdentity() {
        if (managedIdentity == null) {
            String client = environment.getOrDefault("AZURE_CLIENT_ID", "");
            ManagedIdentityId id = client.isEmpty()
                    ? ManagedIdentityId.systemAssigned()
                    : ManagedIdentityId.userAssignedClientId(client);
            managedIdentity =
                    ManagedIdentityApplication.builder(id).httpClient(http).build();
        }
        return managedIdentity;
    }

    private String requireVariable(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new OpenLlmException(
                    ErrorKind.AUTH,
                    UserText.of("Signing in to Microsoft Entra ID requires the environment variable {0}.", name),
                    UserText.of("Set AZURE_TENANT_ID, AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET, or store an API key."));
        }
        return value;
    }

    /**
     * Returns the error for a token request that failed. The message of an MSAL exception can contain the request, so
     * only the error code is included.
     */
    private static OpenLlmException tokenError(Throwable cause) {
        for (Throwable current = cause; current != null; current = current.getCause()) {
            if (current instanceof OpenLlmException original) {
                return original;
            }
        }
        String code = cause instanceof MsalException failed && failed.errorCode() != null
                ? failed.errorCode()
                : cause.getClass().getSimpleName();
        return new OpenLlmException(
                ErrorKind.AUTH,
                UserText.of("Microsoft Entra ID did not issue a token ({0}).", code),
                UserText.of("Check AZURE_TENANT_ID, AZURE_CLIENT_ID, and the credential, and make sure that the "
                        + "application has the \"Cognitive Services OpenAI User\" role."));
    }
}
