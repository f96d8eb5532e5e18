package dev.openllm.server.config.schema;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule that allows hosts: {@code llm.example.com}, {@code *.example.com} (all its subdomains, but not the host
 * itself), {@code *}, or an IP address, each with an optional {@code :port}. Names are compared as written and never
 * resolved.
 *
 * @param host the host in lowercase or, for a wildcard, the part after the asterisk
 * @param wildcard whether the rule begins with an asterisk
 * @param port the port, or empty if the rule allows every port
 */
public record HostRule(String host, boolean wildcard, OptionalInt port) {

    private static final Pattern SYNTAX =
            Pattern.compile("(\\*|\\[[0-9a-f:.]+]|(?:\\*\\.)?[^\\[\\]:*/@\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern NUMERIC_LAST_LABEL = Pattern.compile("(.*\\.)?[0-9]+");
    private static final int MAX_PORT = 65_535;

    /** Parses a rule. Returns an empty result if the text is not a valid rule. */
    public static Optional<HostRule> parse(String text) {
        String lowercase = text.strip().toLowerCase(Locale.ROOT);
        Optional<String> ipv6 = canonicalIpv6(lowercase);
        if (ipv6.isPresent()) {
            return Optional.of(new HostRule(ipv6.get(), false, OptionalInt.empty()));
        }
        Matcher parts = SYNTAX.matcher(lowercase);
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalInt port =
                parts.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group(2)));
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > MAX_PORT)) {
            return Optional.empty();
        }
        String host = parts.group(1);
        if (host.equals("*")) {
            return Optional.of(new HostRule("", true, port));
        }
        if (host.startsWith("[")) {
            return canonicalIpv6(host.substring(1, host.length() - 1))
                    .map(ipv6Address -> new HostRule(ipv6Address, false, port));
        }
        boolean wildcard = host.startsWith("*.");
        return canonicalName(wildcard ? host.substring(2) : host)
                // A wildcard cannot match part of an IP address.
                .filter(name -> !wildcard || !NUMERIC_LAST_LABEL.matcher(name).matches())
                .map(name -> new HostRule(wildcard ? "." + name : name, wildcard, port));
    }

    /**
     * Returns whether the rule allows a host.
     *
     * @param host the host as in a URL; an IPv6 address can be in brackets
     * @param hostPort the port of the host
     */
    public boolean allows(String host, int hostPort) {
        if (port.isPresent() && port.getAsInt() != hostPort) {
            return false;
        }
        String name = normalize(host);
        return wildcard ? name.endsWith(this.host) && name.length() > this.host.length() : name.equals(this.host);
    }

    private static String normalize(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String unbracketed = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        return canonicalIpv6(unbracketed).orElse(withoutTrailingDot(unbracketed));
    }

    /** Returns the canonical form of an IPv6 address, or an empty result for any other text. */
    private static Optional<String> canonicalIpv6(String text) {
        if (text.indexOf(':') < 0
                || text.indexOf('%') >= 0
                || text.chars().filter(c -> c == ':').count() < 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static Optional<String> canonicalName(String text) {
        try {
            boolean ascii = text.chars().allMatch(c -> c < 0x80);
            String name = withoutTrailingDot(ascii ? text : IDN.toASCII(text).toLowerCase(Locale.ROOT));
            return Optional.of(name)
                    .filter(candidate -> LABELS.matcher(candidate).matches());
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** Removes a trailing dot. A host name with a trailing dot refers to the same host. */
    private static String withoutTrailingDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public String toString() {
        return (wildcard ? "*" : "")
                + (host.contains(":") ? "[" + host + "]" : host)
                + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
