package dev.openllm.server.provider.endpoint;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an Azure OpenAI resource, determined from a URL that the user pasted, which can be any URL of the
 * resource. There are two address styles. In the v1 style ({@code /openai/v1}), the request body contains the
 * deployment. In the older style, the path contains the deployment, and the query contains an {@code api-version}
 * parameter. Company gateways offer either style at their own host and path. Source:
 * https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
 *
 * @param base the URL to which the dialect's path is appended; in the older style, the deployment is inserted before
 *     this path
 * @param deploymentInPath whether the address uses the older style
 * @param deployment the deployment that the address contains, if any
 */
public record AzureAddress(URI base, Map<String, String> query, boolean deploymentInPath, Optional<String> deployment) {

    /** The endpoint quirk that specifies whether the deployment is part of the path. */
    static final String BY_DEPLOYMENT = "azure-by-deployment";

    /** The endpoint quirk that contains the deployment name from the endpoint's address. */
    public static final String DEPLOYMENT = "azure-deployment";

    /** The default API version for the older address style: the latest version that is not a preview. */
    private static final String DEFAULT_VERSION = "2024-10-21";

    private static final Pattern HOST = Pattern.compile(
            "(?i).+\\.(openai\\.azure\\.com|cognitiveservices\\.azure\\.com|services\\.ai\\.azure\\.com)");

    private static final Pattern WITH_DEPLOYMENT = Pattern.compile("^(.*)/deployments/([^/]+)(?:/.*)?$");

    /** Returns whether a URL has the form of an Azure OpenAI address. The provider's name is not considered. */
    static boolean matches(BaseUrl baseUrl) {
        return HOST.matcher(baseUrl.uri().getHost()).matches()
                || baseUrl.uri().getRawPath().contains("/openai/deployments/");
    }

    static AzureAddress of(BaseUrl baseUrl) {
        String path = baseUrl.uri().getRawPath().replaceFirst("/v1$", "").replaceFirst("/$", "");
        Matcher deployment = WITH_DEPLOYMENT.matcher(path);
        if (deployment.matches()) {
            return olderStyle(baseUrl, deployment.group(1), Optional.of(deployment.group(2)));
        }
        String prefix = path.replaceFirst("/api/projects/.*$", "").replaceFirst("/openai$", "");
        boolean hasApiVersion = baseUrl.query().containsKey("api-version")
                && !baseUrl.uri().getRawPath().endsWith("/openai/v1");
        return hasApiVersion
                ? olderStyle(baseUrl, prefix + "/openai", Optional.empty())
                : new AzureAddress(withPath(baseUrl, prefix + "/openai/v1"), baseUrl.query(), false, Optional.empty());
    }

    private static AzureAddress olderStyle(BaseUrl baseUrl, String path, Optional<String> deployment) {
        Map<String, String> query = new HashMap<>(baseUrl.query());
        query.putIfAbsent("api-version", DEFAULT_VERSION);
        return new AzureAddress(withPath(baseUrl, path), query, true, deployment);
    }

    private static URI withPath(BaseUrl baseUrl, String path) {
        return URI.create(baseUrl.uri().getScheme() + "://" + baseUrl.uri().getRawAuthority() + path);
    }
}
