import type { CountTokensParams, CountTokensResult, Message } from '@open-llm/client';

type CountTokens = (params: CountTokensParams) => Promise<CountTokensResult>;

interface CountRequest {
  readonly content: string | Message;
  readonly key: string;
  readonly characters: number;
  readonly resolve: (tokens: number) => void;
}

/** The assumed number of characters per token if no count is available. */
const charactersPerToken = 4;

/** The amount of text that each of the two cache generations can contain, in characters. */
const generationCharacters = 8_000_000;

/**
 * Counts tokens. For one prompt, the VS Code agent makes about ten thousand calls, mostly for strings that were counted
 * before. Known counts are returned at once. All calls that arrive while a request is running are combined into the
 * next request.
 */
export class TokenCounter {
  readonly #count: CountTokens;
  readonly #cache = new GenerationCache(generationCharacters);
  /** Counts that have not been requested, by model ID. */
  #queued = new Map<string, CountRequest[]>();
  /** Counts that have not been received, by cache key. */
  readonly #inFlight = new Map<string, Promise<number>>();
  #sending = false;

  constructor(count: CountTokens) {
    this.#count = count;
  }

  /**
   * Returns the number of tokens of a string or a message. While the server is down, returns an estimate. Never fails.
   */
  count(modelId: string, content: string | Message): Promise<number> {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const key = `${modelId}\n${typeof content === 'string' ? 't' : 'm'}${text}`;
    const cached = this.#cache.get(key);
    if (cached !== undefined) {
      return Promise.resolve(cached);
    }
    const inFlight = this.#inFlight.get(key);
    if (inFlight) {
      return inFlight;
    }
    const result = new Promise<number>((resolve) => {
      const request: CountRequest = { content, key, characters: text.length, resolve };
      const queue = this.#queued.get(modelId);
      if (queue) {
        queue.push(request);
      } else {
        this.#queued.set(modelId, [request]);
      }
      if (!this.#sending) {
        this.#sending = true;
        setImmediate(() => void this.#sendAll());
      }
    });
    this.#inFlight.set(key, result);
    return result;
  }

  async #sendAll(): Promise<void> {
    while (this.#queued.size > 0) {
      const batches = [...this.#queued];
      this.#queued = new Map();
      await Promise.all(batches.map(([modelId, requests]) => this.#send(modelId, requests)));
    }
    this.#sending = false;
  }

  async #send(modelId: string, requests: readonly CountRequest[]): Promise<void> {
    const texts = requests.filter(({ content }) => typeof content === 'string');
    const messages = requests.filter(({ content }) => typeof content !== 'string');
    try {
      const { counts } = await this.#count({
        model: modelId,
        texts: texts.map(({ content }) => content as string),
        messages: messages.map(({ content }) => content as Message),
      });
      [...texts, ...messages].forEach((request, index) => {
        const tokens = counts[index];
        if (tokens !== undefined) {
          this.#cache.set(request.key, tokens);
        }
        request.resolve(tokens ?? estimateTokens(request));
      });
    } catch {
      requests.forEach((request) => request.resolve(estimateTokens(request)));
    } finally {
      requests.forEach(({ key }) => this.#inFlight.delete(key));
    }
  }
}

function estimateTokens({ characters }: CountRequest): number {
  return Math.ceil(characters / charactersPerToken);
}

/**
 * A cache of recently used entries in two generations. When the younger generation is full, the older one is removed.
 */
class GenerationCache {
  readonly #limit: number;
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  #youngCharacters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): number | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) {
      return young;
    }
    const old = this.#old.get(key);
    if (old !== undefined) {
      this.set(key, old);
    }
    return old;
  }

  set(key: string, value: number): void {
    if (this.#youngCharacters > this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngCharacters = 0;
    }
    this.#young.set(key, value);
    this.#youngCharacters += key.length;
  }
}
