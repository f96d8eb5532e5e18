package dev.openllm.server.fuzz;

import dev.openllm.server.access.UsageFuzz;
import dev.openllm.server.cli.conversation.ConversationFuzz;
import dev.openllm.server.config.ConfigFuzz;
import dev.openllm.server.config.edit.YamlEditFuzz;
import dev.openllm.server.config.jsonc.JsoncEditFuzz;
import dev.openllm.server.dialect.ModelListFuzz;
import dev.openllm.server.dialect.ResponseFuzz;
import dev.openllm.server.dialect.schema.ToolSchemaFuzz;
import dev.openllm.server.gateway.http.HttpRequestFuzz;
import dev.openllm.server.http.StreamFuzz;
import dev.openllm.server.rpc.jsonrpc.MessageFuzz;
import dev.openllm.server.secret.DotenvFuzz;
import java.util.ArrayList;
import java.util.List;

/** The list of all fuzz targets. */
public final class FuzzTargets {

    private FuzzTargets() {}

    public static List<FuzzTarget> all() {
        List<FuzzTarget> targets = new ArrayList<>(List.of(
                new StreamFuzz(),
                new YamlEditFuzz(),
                new JsoncEditFuzz(),
                new DotenvFuzz(),
                new ConfigFuzz(),
                new HttpRequestFuzz(),
                new MessageFuzz(),
                new ConversationFuzz(),
                new UsageFuzz(),
                new ModelListFuzz(),
                new ToolSchemaFuzz()));
        targets.addAll(ResponseFuzz.ofEachDialect());
        return targets;
    }

    public static FuzzTarget byName(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name));
    }
}
