package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.Problem.Severity;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.schema.HostRule;
import dev.openllm.server.config.schema.Origin;
import dev.openllm.server.config.schema.Value;
import dev.openllm.server.config.text.ConfigFileException;
import dev.openllm.server.config.text.FileText;
import dev.openllm.server.config.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Reads the administrator's policy file. If the file exists but cannot be used, no host is allowed. The policy is
 * considered absent only if it is certain that the file does not exist. The file can contain only {@code
 * policies.allowed_hosts} and cannot refer to environment variables, which users could set.
 */
final class PolicyFile {

    private static final UserText CONTENT_RULE =
            UserText.of("A policy file can contain only policies.allowed_hosts, which is a list of hosts.");

    private PolicyFile() {}

    /** Returns a layer with the content of the file, or an empty result if there is no file. */
    static Optional<Layer> layer(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Value.Block content = YamlTree.read(FileText.read(file).text(), Origin.Source.POLICY, file);
            return Optional.of(layer(file, validate(content), Optional.empty()));
        } catch (NoSuchFileException absent) {
            // A dangling symbolic link is treated as a policy that cannot be read. The same applies to a regular file
            // in place of the policy folder, because that file could hide a policy.
            return Files.isSymbolicLink(file) || Files.isRegularFile(file.getParent())
                    ? Optional.of(unusableLayer(file, unreadableError()))
                    : Optional.empty();
        } catch (ConfigFileException invalid) {
            return Optional.of(unusableLayer(file, invalid));
        } catch (IOException | SecurityException unreadable) {
            return Optional.of(unusableLayer(file, unreadableError()));
        }
    }

    private static ConfigFileException unreadableError() {
        return new ConfigFileException(
                UserText.of(
                        "The administrator's policy cannot be read. Check that every user has permission to read the"
                                + " file and its folder."),
                0,
                0);
    }

    private static Layer unusableLayer(Path file, ConfigFileException cause) {
        Problem problem = new Problem(
                Severity.ERROR,
                cause.text(),
                Optional.of(file.toString()),
                cause.line(),
                cause.column(),
                Optional.empty());
        Origin origin = new Origin(Origin.Source.POLICY, Optional.of(file), 1, 1);
        return layer(file, Value.Block.empty(origin), Optional.of(problem));
    }

    private static Layer layer(Path file, Value.Block values, Optional<Problem> unreadable) {
        return new Layer(
                Origin.Source.POLICY,
                Optional.of(file),
                Optional.empty(),
                true,
                values,
                unreadable.stream().toList(),
                unreadable);
    }

    private static Value.Block validate(Value.Block content) throws ConfigFileException {
        Value.Entry policies = onlyEntry(content, "policies", "policies");
        if (!(policies.value() instanceof Value.Block group)) {
            throw invalidError(policies.origin(), CONTENT_RULE);
        }
        Value.Entry hosts = onlyEntry(group, "allowed_hosts", "allowedHosts");
        List<Value> items = hosts.value() instanceof Value.Items list ? list.values() : List.of(hosts.value());
        if (items.isEmpty()) {
            throw invalidError(
                    hosts.origin(), UserText.of("'{0}' is an empty list. Add at least one host.", "allowed_hosts"));
        }
        for (Value item : items) {
            if (item.asText().flatMap(HostRule::parse).isEmpty()) {
                throw invalidError(
                        item.origin(),
                        UserText.of(
                                "'{0}' must contain hosts such as llm.example.com, *.example.com, or "
                                        + "llm.example.com:8443, without https:// or a path.",
                                "allowed_hosts"));
            }
        }
        Value.Items list = new Value.Items(items, hosts.origin());
        Value.Entry field = new Value.Entry("allowedHosts", hosts.origin(), list);
        Value.Block block = new Value.Block(List.of(field), group.origin());
        return new Value.Block(List.of(new Value.Entry("policies", policies.origin(), block)), content.origin());
    }

    private static Value.Entry onlyEntry(Value.Block block, String name, String otherName) throws ConfigFileException {
        for (Value.Entry entry : block.entries()) {
            if (!entry.key().equals(name) && !entry.key().equals(otherName)) {
                throw invalidError(
                        entry.origin(), UserText.of("Unknown setting '{0}'. {1}", entry.key(), CONTENT_RULE));
            }
        }
        if (block.entries().size() != 1) {
            throw invalidError(block.origin(), CONTENT_RULE);
        }
        return block.entries().getFirst();
    }

    private static ConfigFileException invalidError(Origin origin, UserText message) {
        return new ConfigFileException(message, origin.line(), origin.column());
    }
}
