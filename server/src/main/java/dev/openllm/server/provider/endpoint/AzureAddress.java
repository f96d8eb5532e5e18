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
 * @param byDeployment whether the address uses the older style
 * @param deployment the deployment that the address contains, if any
 */
public record AzureAddress(URI base, Map<String, String> query, boolean byDeployment, Optional<String> deployment) {

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
    static boolean is(BaseUrl given) {
        return HOST.matcher(given.uri().getHost()).matches()
                || given.uri().getRawPath().contains("/openai/deployments/");
    }

    static AzureAddress of(BaseUrl given) {
        String path = given.uri().getRawPath().replaceFirst("/v1$", "").replaceFirst("/$", "");
        Matcher deployment = WITH_DEPLOYMENT.matcher(path);
        if (deployment.matches()) {
            return older(given, deployment.group(1), Optional.of(deployment.group(2)));
        }
        String before = path.replaceFirst("/api/projects/.*$", "").replaceFirst("/openai$", "");
        boolean versioned = given.query().containsKey("api-version")
                && !given.uri().getRawPath().endsWith("/openai/v1");
        return versioned
                ? older(given, before + "/openai", Optional.empty())
                : new AzureAddress(at(given, before + "/openai/v1"), given.query(), false, Optional.empty());
    }

    private static AzureAddress older(BaseUrl given, String path, Optional<String> deployment) {
        Map<String, String> query = new HashMap<>(given.query());
        query.putIfAbsent("api-version", DEFAULT_VERSION);
        return new AzureAddress(at(given, path), query, true, deployment);
    }

    private static URI at(BaseUrl given, String path) {
        return URI.create(given.uri().getScheme() + "://" + given.uri().getRawAuthority() + path);
    }
}
