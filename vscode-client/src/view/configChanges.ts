import type {
  ConfigChange,
  ConfigEdit,
  ConfigEditParams,
  ConfigEditResult,
  ConfigTarget,
  ConfigTransferParams,
  OpenLlmConnection,
} from '@open-llm/client';

/** The changes in one source that reverse earlier changes. */
interface Reverse {
  readonly target: ConfigTarget;
  readonly edits: ConfigEdit[];
  /** The ID that the server assigned to the change. With the ID, comments are also restored. */
  readonly undo?: string | undefined;
}

/** Changes the configuration and lets the user undo the changes. */
export class ConfigChanges {
  readonly #undos: (readonly Reverse[])[] = [];

  constructor(private readonly connection: () => Promise<OpenLlmConnection>) {}

  /** The number of changes that can be undone. */
  get count(): number {
    return this.#undos.length;
  }

  async edit(params: ConfigEditParams): Promise<ConfigEditResult> {
    const result = await (await this.connection()).editConfig(params);
    this.#remember(params.preview, [reverse(params.target, result)]);
    return result;
  }

  /** Moves a provider from one source to another. A provider with the same name in the target is replaced. */
  async move(provider: string, from: ConfigTarget, to: ConfigTarget): Promise<void> {
    const server = await this.connection();
    const path = ['providers', provider];
    const { changes } = await server.editConfig({ target: from, edits: [{ path }], preview: true });
    const value = valueBefore(changes, provider);
    if (value === undefined) {
      return;
    }
    const put = await server.editConfig({ target: to, edits: [{ path, value }] });
    try {
      const taken = await server.editConfig({ target: from, edits: [{ path }] });
      this.#remember(false, [reverse(from, taken), reverse(to, put)]);
    } catch (failure) {
      await server.editConfig(reverse(to, put));
      throw failure;
    }
  }

  async transfer(params: ConfigTransferParams): Promise<ConfigEditResult> {
    const result = await (await this.connection()).transferConfig(params);
    this.#remember(params.preview, [reverse(params.to, result)]);
    return result;
  }

  /** Undoes the last change, if any. */
  async undo(): Promise<void> {
    const last = this.#undos.at(-1);
    for (const reversed of last ?? []) {
      await (await this.connection()).editConfig(reversed);
    }
    this.#undos.pop();
  }

  #remember(preview: boolean | undefined, reverses: readonly Reverse[]): void {
    const real = reverses.filter(({ edits }) => edits.length > 0);
    if (!preview && real.length > 0) {
      this.#undos.push(real);
    }
  }
}

function reverse(target: ConfigTarget | undefined, { changes, undo }: ConfigEditResult): Reverse {
  return {
    target: target ?? { level: 'user', store: 'native' },
    edits: changes.map(({ path, before }) => (before === undefined ? { path } : { path, value: before })).reverse(),
    ...(undo === undefined ? {} : { undo }),
  };
}

/**
 * Returns the value of the provider before it was removed. If the last provider is removed, the entire list is removed.
 */
function valueBefore(changes: readonly ConfigChange[], provider: string): unknown {
  const [change] = changes;
  if (!change || change.path.length > 1) {
    return change?.before;
  }
  const list: readonly unknown[] = Array.isArray(change.before) ? change.before : [];
  return list.find((item) => typeof item === 'object' && item !== null && 'name' in item && item.name === provider);
}
