/** The vectors that the played provider returns: as long as real ones, and exact in 32 bits and in decimals. */
const length = 1536;

/** The vector of a text, by its characters, so that another order or a shorter vector shows. */
export function vectorOf(text: string, dimensions = length): number[] {
  const sum = Array.from(text).reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return Array.from({ length: dimensions }, (_, i) => ((sum + i) % 61) / 16 - 2);
}

interface GeminiRequest {
  readonly content: { readonly parts: readonly { readonly text: string }[] };
  readonly outputDimensionality?: number;
}

/** The response to an embedding request, whatever its dialect; undefined for another path. */
export function embeddingsFor(
  path: string,
  body: Record<string, unknown>,
): { readonly status: number; readonly body: unknown } | undefined {
  const dimensions = typeof body['dimensions'] === 'number' ? body['dimensions'] : length;
  const input = (Array.isArray(body['input']) ? body['input'] : [body['input']]).map(String);
  if (path.endsWith('/embeddings')) {
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, dimensions) }));
    // In another order than the texts, which the index corrects.
    const usage = { prompt_tokens: input.length, total_tokens: input.length };
    return (
      refusal(input) ?? { status: 200, body: { object: 'list', data: data.reverse(), model: body['model'], usage } }
    );
  }
  if (path.endsWith('/api/embed')) {
    const embeddings = input.map((text) => vectorOf(text, dimensions));
    return refusal(input) ?? { status: 200, body: { embeddings, prompt_eval_count: input.length } };
  }
  if (path.endsWith(':batchEmbedContents')) {
    const embeddings = (body['requests'] as readonly GeminiRequest[]).map(({ content, outputDimensionality }) => ({
      values: vectorOf(content.parts.map(({ text }) => text).join(''), outputDimensionality),
    }));
    return { status: 200, body: { embeddings } };
  }
  return undefined;
}

function refusal(input: readonly string[]): { readonly status: number; readonly body: unknown } | undefined {
  return input.includes('not this one')
    ? { status: 400, body: { error: { message: 'A text is refused.', type: 'invalid_request_error' } } }
    : undefined;
}
