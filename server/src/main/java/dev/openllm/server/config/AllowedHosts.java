package dev.openllm.server.config;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.HostRule;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.schema.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The allowlists that determine which hosts can receive requests. A host must be on every allowlist, so adding an
 * allowlist can only reduce the number of allowed hosts.
 *
 * @param lists the allowlists that the administrator and the user set
 * @param fault the reason that no host is allowed, if the administrator's policy or an allowlist cannot be read
 */
public record AllowedHosts(List<HostList> lists, Optional<Fault> fault) {

    /** An instance that allows every host. */
    public static final AllowedHosts ANY = new AllowedHosts(List.of(), Optional.empty());

    private static final String GROUP = "policies";
    private static final String FIELD = "allowedHosts";

    public AllowedHosts {
        lists = List.copyOf(lists);
    }

    /**
     * A host allowlist from a single configuration source.
     *
     * @param source the display name of the source
     * @param line the number of the line on which the allowlist begins, starting at 1, or 0 if unknown
     * @param administrator whether the administrator set the allowlist, in which case the user cannot change it
     * @param rules the rules that specify the allowed hosts
     */
    public record HostList(String source, int line, boolean administrator, List<HostRule> rules) {

        public HostList {
            rules = List.copyOf(rules);
        }

        private String location() {
            return line > 0 ? "line " + line + " of " + source : source;
        }
    }

    /** Collects the host allowlists from all configuration layers, starting with the administrator's allowlists. */
    static AllowedHosts of(List<Layer> layers, Variables variables) {
        List<HostList> lists = new ArrayList<>();
        Optional<Fault> fault = Optional.empty();
        for (Layer layer : layers.reversed()) {
            if (layer.source() == Origin.Source.POLICY && layer.unreadable().isPresent()) {
                fault = fault.or(() -> layer.unreadable().map(problem -> new Fault(problem, layer.source())));
            }
            Optional<Value> list = layer.values()
                    .get(GROUP)
                    .filter(Value.Block.class::isInstance)
                    .flatMap(group -> ((Value.Block) group).get(FIELD));
            if (list.isPresent() && list.get() instanceof Value.Invalid invalid) {
                fault = fault.or(() -> Optional.of(new Fault(invalid.problem(), layer.source())));
            } else if (list.isPresent() && list.get() instanceof Value.Items items) {
                lists.add(new HostList(
                        layer.name(),
                        items.origin().line(),
                        layer.source() == Origin.Source.POLICY,
                        items.values().stream()
                                .flatMap(item -> item.asText().map(variables::expand).flatMap(HostRule::parse).stream())
                                .toList()));
            }
        }
        return new AllowedHosts(lists, fault);
    }

    /** @throws OpenLlmException of kind {@code config} if the host is not on every allowlist */
    public void require(boolean proxy, String host, int port) {
        if (fault.isPresent()) {
            throw new OpenLlmException(fault.get().ofHost(host + ":" + port));
        }
        for (HostList list : lists) {
            if (list.rules().stream().noneMatch(rule -> rule.allows(host, port))) {
                throw hostNotAllowed(proxy, host + ":" + port, list);
            }
        }
    }

    private static OpenLlmException hostNotAllowed(boolean proxy, String address, HostList list) {
        UserText message = proxy
                ? UserText.of(
                        "The proxy {0} is not allowed by policies.allowed_hosts in {1}.", address, list.location())
                : UserText.of(
                        "The host {0} is not allowed by policies.allowed_hosts in {1}.", address, list.location());
        UserText hint = list.administrator()
                ? UserText.of("Ask your administrator to allow this host, or use a provider whose host is allowed.")
                : UserText.of("Add this host to the list, or use a provider whose host is allowed.");
        return new OpenLlmException(ErrorInfo.of(ErrorKind.CONFIG, message).withHint(hint));
    }

    /**
     * Returns messages for the user that describe the fault, if any, and each allowlist. The messages do not include
     * host names, which could reveal the user's employer.
     */
    public List<String> descriptions() {
        List<String> lines = new ArrayList<>();
        fault.ifPresent(configFault ->
                lines.add("No request is sent: " + configFault.problem().message()));
        for (HostList list : lists) {
            int count = list.rules().size();
            lines.add("Requests are limited to " + (count == 1 ? "1 allowed host" : count + " allowed hosts")
                    + " by "
                    + (list.administrator() ? "the administrator's policy " + list.source() : "your own configuration")
                    + ".");
        }
        return lines;
    }
}
