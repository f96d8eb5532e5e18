/**
 * The length of the vectors that the fake provider returns. It is a realistic length, and the values are exact both in
 * 32 bits and in decimal notation.
 */
const length = 1536;

/** Returns a vector that depends on the characters of the text, so a wrong order or a shortened vector is detected. */
export function vectorOf(text: string, dimensions = length): number[] {
  const sum = Array.from(text).reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return Array.from({ length: dimensions }, (_, i) => ((sum + i) % 61) / 16 - 2);
}

interface GeminiRequest {
  readonly content: { readonly parts: readonly { readonly text: string }[] };
  readonly outputDimensionality?: number;
}

/** Returns the response to an embedding request in any dialect, or undefined if the path is not an embedding path. */
export function embeddingsFor(
  path: string,
  body: Record<string, unknown>,
): { readonly status: number; readonly body: unknown } | undefined {
  const dimensions = typeof body['dimensions'] === 'number' ? body['dimensions'] : length;
  const input = (Array.isArray(body['input']) ? body['input'] : [body['input']]).map(String);
  if (path.endsWith('/embeddings')) {
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, dimensions) }));
    // The embeddings are returned in a different order than the texts. The client must sort them by index.
    const usage = { prompt_tokens: input.length, total_tokens: input.length };
    return (
      errorFor(input) ?? { status: 200, body: { object: 'list', data: data.reverse(), model: body['model'], usage } }
    );
  }
  if (path.endsWith('/api/embed')) {
    const embeddings = input.map((text) => vectorOf(text, dimensions));
    return errorFor(input) ?? { status: 200, body: { embeddings, prompt_eval_count: input.length } };
  }
  if (path.endsWith(':batchEmbedContents')) {
    const embeddings = (body['requests'] as readonly GeminiRequest[]).map(({ content, outputDimensionality }) => ({
      values: vectorOf(content.parts.map(({ text }) => text).join(''), outputDimensionality),
    }));
    return { status: 200, body: { embeddings } };
  }
  return undefined;
}

function errorFor(input: readonly string[]): { readonly status: number; readonly body: unknown } | undefined {
  return input.includes('rejected text')
    ? { status: 400, body: { error: { message: 'The input is invalid.', type: 'invalid_request_error' } } }
    : undefined;
}
