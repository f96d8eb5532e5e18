package dev.openllm.server.embedding;

import dev.openllm.protocol.chat.Usage;
import dev.openllm.protocol.embedding.EmbedParams;
import dev.openllm.protocol.embedding.EmbedResult;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.access.ModelAccess;
import dev.openllm.server.access.ModelUse;
import dev.openllm.server.access.RequestedModel;
import dev.openllm.server.chat.Cost;
import dev.openllm.server.chat.Policies;
import dev.openllm.server.chat.queue.ProviderQueues;
import dev.openllm.server.chat.retry.Cancelled;
import dev.openllm.server.chat.retry.Sleeper;
import dev.openllm.server.dialect.embedding.EmbeddingForm;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.provider.Providers;
import dev.openllm.server.provider.ResolvedModel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The pipeline that processes embedding requests. Each batch of inputs is sent to the provider as a separate request.
 * Access is checked, limits are applied, and usage is recorded for each of these requests, so the usage records are
 * complete even if a later batch fails. There are no fallback models, because the vectors of different models cannot be
 * compared.
 */
public final class EmbeddingPipeline implements Embeddings {

    /** The name of the consumer to which requests are attributed if they do not specify a consumer. */
    private static final String DEFAULT_CONSUMER = "open-llm";

    private final Providers providers;
    private final ModelAccess access;
    private final EmbeddingSender sender;

    /**
     * Creates a pipeline.
     *
     * @param providers the configured providers
     * @param http the sender of HTTP requests
     * @param access the model access check
     * @param policies the supplier of the current policies
     * @param queues the provider queues that all requests in this process share
     */
    public EmbeddingPipeline(
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Policies> policies,
            ProviderQueues queues) {
        this(providers, http, access, policies, queues, Sleeper.SLEEP);
    }

    EmbeddingPipeline(
            Providers providers,
            HttpSender http,
            ModelAccess access,
            Supplier<Policies> policies,
            ProviderQueues queues,
            Sleeper sleeper) {
        this.providers = providers;
        this.access = access;
        this.sender = new EmbeddingSender(providers, http, policies, queues, sleeper);
    }

    @Override
    public EmbedResult embed(EmbedParams params) {
        validate(params);
        if (!(providers.resolveEmbedding(params.model()) instanceof ResolvedModel.Remote model)) {
            throw embeddingsUnsupported(params.model());
        }
        EmbeddingForm form = EmbeddingForm.of(model.dialect().name(), model.quirks())
                .orElseThrow(() -> embeddingsUnsupported(model.info().id()));
        if (!params.tokens().isEmpty() && !form.acceptsTokens(model.quirks())) {
            throw new OpenLlmException(
                    ErrorKind.INVALID_REQUEST,
                    UserText.of(
                            "{0} does not accept token IDs.", model.endpoint().displayName()),
                    UserText.of("Send text instead. In LangChain, set check_embedding_ctx_length=False."));
        }
        return embedBatches(params, model, form);
    }

    private static void validate(EmbedParams params) {
        if (params.model().isBlank()) {
            throw invalidRequest(UserText.of("Specify an embedding model."));
        }
        if (params.size() == 0) {
            throw invalidRequest(UserText.of("The request contains no text to embed."));
        }
        if (!params.texts().isEmpty() && !params.tokens().isEmpty()) {
            throw invalidRequest(UserText.of("A request can contain either text or token IDs, not both."));
        }
        if (params.dimensions().orElse(1) < 1) {
            throw invalidRequest(UserText.of("The number of dimensions must be positive."));
        }
        for (int i = 0; i < params.size(); i++) {
            boolean empty = params.texts().isEmpty()
                    ? params.tokens().get(i).isEmpty()
                    : params.texts().get(i).isEmpty();
            if (empty) {
                throw invalidRequest(UserText.of("Text {0} of {1} is empty.", i + 1, params.size()));
            }
        }
    }

    private static OpenLlmException invalidRequest(UserText message) {
        return new OpenLlmException(ErrorInfo.of(ErrorKind.INVALID_REQUEST, message));
    }

    private static OpenLlmException embeddingsUnsupported(String model) {
        return new OpenLlmException(
                ErrorKind.INVALID_REQUEST,
                UserText.of("{0} cannot create embeddings.", model),
                UserText.of("Choose an embedding model, such as one from OpenAI, Google, Mistral, or Ollama."));
    }

    private EmbedResult embedBatches(EmbedParams params, ResolvedModel.Remote model, EmbeddingForm form) {
        float[][] vectors = new float[params.size()][];
        Deque<Batch> pending = new ArrayDeque<>(Batch.of(params, BatchLimits.of(model)));
        Sum sum = new Sum();
        while (!pending.isEmpty()) {
            Batch batch = pending.pop();
            try {
                EmbeddingSender.Answered answered = embedBatch(batch, params, model, form);
                List<float[]> batchVectors = answered.response().vectors();
                for (int i = 0; i < batchVectors.size(); i++) {
                    vectors[batch.from() + i] = batchVectors.get(i);
                }
                sum.add(answered, model);
            } catch (OpenLlmException failed) {
                // A batch that the provider rejects as too long is split, because the limits of a provider are not
                // always known. Splitting also isolates a single input that is too long.
                if (failed.info().kind() != ErrorKind.CONTEXT_TOO_LONG || batch.size() == 1) {
                    throw failed;
                }
                batch.halves().reversed().forEach(pending::push);
            }
        }
        requireEqualLengths(vectors);
        return new EmbedResult(
                model.info().id(),
                Arrays.asList(vectors),
                usage(sum.tokens),
                sum.cost,
                sum.keyName,
                EmbeddingNotices.of(params, model, form));
    }

    private EmbeddingSender.Answered embedBatch(
            Batch batch, EmbedParams params, ResolvedModel.Remote model, EmbeddingForm form) {
        EmbeddingSender.Answered answered;
        try {
            answered = sendAndRecord(batch, params, model, form);
        } catch (OpenLlmException failed) {
            ErrorInfo info = withHint(failed.info());
            throw info.kind() == ErrorKind.CANCELLED
                    ? failed
                    : new OpenLlmException(info.withMessage(batch.failure(info.text(), params.size())), failed);
        }
        new VectorCheck(params, batch).fault(answered.response()).ifPresent(fault -> {
            throw new OpenLlmException(fault.withProvider(model.endpoint().name())
                    .withModel(model.info().id()));
        });
        return answered;
    }

    private static ErrorInfo withHint(ErrorInfo info) {
        return info.kind() == ErrorKind.CONTEXT_TOO_LONG
                ? info.withHint(
                        UserText.of("Split the text into shorter parts, or choose a model that accepts longer text."))
                : info;
    }

    private EmbeddingSender.Answered sendAndRecord(
            Batch batch, EmbedParams params, ResolvedModel.Remote model, EmbeddingForm form) {
        String consumer = params.consumer().orElse(DEFAULT_CONSUMER);
        String id = model.info().id();
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new OpenLlmException(Cancelled.info());
            }
            access.require(
                    consumer,
                    new RequestedModel(
                            id,
                            model.endpoint().displayName(),
                            () -> providers.signer().usesKey(model.endpoint())));
            EmbeddingSender.Answered answered = sender.send(batch.call(params, model, form), model, form);
            // For some models, Gemini does not report token counts. An estimate is used instead, so these requests also
            // count toward limits.
            long tokens = answered.response().inputTokens().orElseGet(() -> BatchLimits.tokens(params, batch));
            access.recordUse(ModelUse.embedded(
                    consumer, id, OptionalLong.of(tokens), costOf(model, tokens), answered.keyName()));
            return answered;
        } catch (OpenLlmException failed) {
            access.recordUse(ModelUse.failed(consumer, id, failed.info().kind()));
            throw failed;
        }
    }

    private static OptionalDouble costOf(ResolvedModel.Remote model, long tokens) {
        Usage usage = usage(OptionalLong.of(tokens));
        return Cost.of(usage, model.info().pricing());
    }

    private static Usage usage(OptionalLong tokens) {
        return new Usage(tokens, OptionalLong.of(0), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** The total usage of all batches, which is unknown if the usage of any batch is unknown. */
    private static final class Sum {
        private OptionalLong tokens = OptionalLong.of(0);
        private OptionalDouble cost = OptionalDouble.empty();
        private Optional<String> keyName = Optional.empty();

        void add(EmbeddingSender.Answered answered, ResolvedModel.Remote model) {
            OptionalLong more = answered.response().inputTokens();
            tokens = tokens.isPresent() && more.isPresent()
                    ? OptionalLong.of(tokens.getAsLong() + more.getAsLong())
                    : OptionalLong.empty();
            cost = tokens.isPresent() ? costOf(model, tokens.getAsLong()) : OptionalDouble.empty();
            keyName = answered.keyName();
        }
    }

    private static void requireEqualLengths(float[]... vectors) {
        for (int i = 1; i < vectors.length; i++) {
            if (vectors[i].length != vectors[0].length) {
                throw new OpenLlmException(
                        ErrorKind.BAD_RESPONSE,
                        UserText.of(
                                "The provider returned {0} dimensions for text {1} and {2} for text {3}.",
                                vectors[0].length, 1, vectors[i].length, i + 1),
                        UserText.of("Try again. If the problem persists, check the provider's log."));
            }
        }
    }
}
