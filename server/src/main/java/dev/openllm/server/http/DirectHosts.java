package dev.openllm.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The hosts that are reached without a proxy: this machine and the hosts in a {@code NO_PROXY} list. A list entry is
 * {@code *}, a domain such as {@code example.com} or {@code .example.com} (both forms include all subdomains), or an IP
 * address range such as {@code 10.0.0.0/8}. An optional {@code :port} can follow each entry. Host names are compared as
 * text and are never resolved.
 */
final class DirectHosts {

    private final List<Entry> entries;

    DirectHosts(List<String> patterns) {
        this.entries = patterns.stream()
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(Entry::parse)
                .toList();
    }

    boolean contains(String host, int port) {
        String name = withoutBrackets(host.toLowerCase(Locale.ROOT));
        Optional<InetAddress> address = parseLiteral(name);
        if (name.equals("localhost")
                || name.endsWith(".localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent()) {
            return true;
        }
        return entries.stream().anyMatch(entry -> entry.matches(name, address, port));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Optional<InetAddress> parseLiteral(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException notLiteral) {
            return Optional.empty();
        }
    }

    private record Entry(String name, Optional<Network> network, OptionalInt port) {

        static Entry parse(String text) {
            int bracket = text.indexOf(']');
            int colon = text.lastIndexOf(':');
            boolean barePort = colon > 0 && text.indexOf(':') == colon; // several colons indicate an IPv6 address
            if (bracket < colon && (bracket > 0 || barePort) && isNumber(text.substring(colon + 1))) {
                return of(text.substring(0, colon), OptionalInt.of(Integer.parseInt(text.substring(colon + 1))));
            }
            return of(text, OptionalInt.empty());
        }

        private static Entry of(String host, OptionalInt port) {
            String bare = withoutBrackets(host);
            String name = bare.startsWith("*.") ? bare.substring(2) : bare.startsWith(".") ? bare.substring(1) : bare;
            return new Entry(name, Network.parse(bare), port);
        }

        private static boolean isNumber(String text) {
            return text.matches("\\d{1,5}");
        }

        boolean matches(String host, Optional<InetAddress> address, int hostPort) {
            if (port.isPresent() && port.getAsInt() != hostPort) {
                return false;
            }
            if (network.isPresent()) {
                return address.filter(network.get()::contains).isPresent();
            }
            return name.equals("*") || host.equals(name) || host.endsWith("." + name);
        }
    }

    /** A range of IP addresses that share a prefix. */
    private record Network(byte[] address, int bits) {

        static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            Optional<InetAddress> address = parseLiteral(slash < 0 ? text : text.substring(0, slash));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes = address.get().getAddress();
            int addressBits = bytes.length * 8;
            boolean hasPrefixLength = slash >= 0 && text.substring(slash + 1).matches("\\d{1,3}");
            return Optional.of(new Network(
                    bytes,
                    hasPrefixLength
                            ? Math.min(addressBits, Integer.parseInt(text.substring(slash + 1)))
                            : addressBits));
        }

        boolean contains(InetAddress other) {
            byte[] bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((bytes[bit / 8] & mask) != (address[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
