package dev.openllm.server.provider;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigSource;
import dev.openllm.server.config.ModelConfig;
import dev.openllm.server.config.ProviderConfig;
import dev.openllm.server.config.ProviderConfig.ModelChoice;
import dev.openllm.server.config.schema.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A configuration that a test sets directly. */
public final class ConfigInMemory implements ConfigSource {

    private final List<Consumer<Config>> listeners = new CopyOnWriteArrayList<>();
    private volatile Config config = Config.EMPTY;

    public static ConfigInMemory of(ProviderConfig... providers) {
        ConfigInMemory source = new ConfigInMemory();
        source.config = config(Optional.empty(), Map.of(), providers);
        return source;
    }

    public static Config config(
            Optional<String> defaultModel, Map<String, String> settings, ProviderConfig... providers) {
        return new Config(List.of(providers), defaultModel, NetworkSettings.SYSTEM, settings, List.of(), Map.of());
    }

    void change(Config newConfig) {
        config = newConfig;
        listeners.forEach(listener -> listener.accept(newConfig));
    }

    @Override
    public Config current() {
        return config;
    }

    @Override
    public void applySettings(SettingsParams settings) {
        throw new UnsupportedOperationException("A test changes this configuration by change().");
    }

    @Override
    public void onChange(Consumer<Config> listener) {
        listeners.add(listener);
    }

    /** Builds the configuration that a user could have written for a provider. */
    public static final class Written {

        private final String name;
        private Optional<String> preset = Optional.empty();
        private Optional<Boolean> enabled = Optional.empty();
        private Optional<String> dialect = Optional.empty();
        private Optional<String> apiBase = Optional.empty();
        private Optional<String> apiKeyEnv = Optional.empty();
        private Map<String, String> headers = Map.of();
        private ModelChoice models = ModelChoice.DEFAULT;
        private Map<String, String> quirks = Map.of();
        private Map<String, Origin> origins = Map.of();

        private Written(String name) {
            this.name = name;
        }

        public static Written provider(String name) {
            return new Written(name);
        }

        Written preset(String id) {
            preset = Optional.of(id);
            return this;
        }

        public Written disabled() {
            enabled = Optional.of(false);
            return this;
        }

        public Written dialect(String name) {
            dialect = Optional.of(name);
            return this;
        }

        public Written apiBase(Object base) {
            apiBase = Optional.of(base.toString());
            return this;
        }

        public Written apiKeyEnv(String variable) {
            apiKeyEnv = Optional.of(variable);
            return this;
        }

        public Written headers(Map<String, String> values) {
            headers = values;
            return this;
        }

        public Written models(String... ids) {
            return models(List.of(ids).stream().map(ModelConfig::of).toArray(ModelConfig[]::new));
        }

        public Written models(ModelConfig... configured) {
            models = new ModelChoice(false, List.of(configured), List.of(), List.of());
            return this;
        }

        Written modelFilter(List<String> include, List<String> exclude) {
            models = new ModelChoice(true, List.of(), include, exclude);
            return this;
        }

        Written quirks(Map<String, String> values) {
            quirks = values;
            return this;
        }

        public Written origins(Map<String, Origin> fields) {
            origins = fields;
            return this;
        }

        public ProviderConfig build() {
            return new ProviderConfig(
                    name,
                    preset,
                    enabled,
                    Optional.empty(),
                    dialect,
                    apiBase,
                    apiKeyEnv,
                    headers,
                    models,
                    quirks,
                    origins);
        }
    }
}
