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
interface InverseEdit {
  readonly target: ConfigTarget;
  readonly edits: ConfigEdit[];
  /** The ID that the server assigned to the change. With the ID, comments are also restored. */
  readonly undo?: string | undefined;
}

/** Changes the configuration and lets the user undo the changes. */
export class ConfigChanges {
  readonly #undoStack: (readonly InverseEdit[])[] = [];

  constructor(private readonly connection: () => Promise<OpenLlmConnection>) {}

  /** The number of changes that can be undone. */
  get undoCount(): number {
    return this.#undoStack.length;
  }

  async edit(params: ConfigEditParams): Promise<ConfigEditResult> {
    const result = await (await this.connection()).editConfig(params);
    this.#pushUndo(params.preview, [invert(params.target, result)]);
    return result;
  }

  /** Moves a provider from one source to another. A provider with the same name in the target is replaced. */
  async move(provider: string, from: ConfigTarget, to: ConfigTarget): Promise<void> {
    const connection = await this.connection();
    const path = ['providers', provider];
    const { changes } = await connection.editConfig({ target: from, edits: [{ path }], preview: true });
    const value = valueBefore(changes, provider);
    if (value === undefined) {
      return;
    }
    const added = await connection.editConfig({ target: to, edits: [{ path, value }] });
    try {
      const removed = await connection.editConfig({ target: from, edits: [{ path }] });
      this.#pushUndo(false, [invert(from, removed), invert(to, added)]);
    } catch (failure) {
      await connection.editConfig(invert(to, added));
      throw failure;
    }
  }

  async transfer(params: ConfigTransferParams): Promise<ConfigEditResult> {
    const result = await (await this.connection()).transferConfig(params);
    this.#pushUndo(params.preview, [invert(params.to, result)]);
    return result;
  }

  /** Undoes the last change, if any. */
  async undo(): Promise<void> {
    const last = this.#undoStack.at(-1);
    for (const inverse of last ?? []) {
      await (await this.connection()).editConfig(inverse);
    }
    this.#undoStack.pop();
  }

  #pushUndo(preview: boolean | undefined, inverses: readonly InverseEdit[]): void {
    const nonEmpty = inverses.filter(({ edits }) => edits.length > 0);
    if (!preview && nonEmpty.length > 0) {
      this.#undoStack.push(nonEmpty);
    }
  }
}

function invert(target: ConfigTarget | undefined, { changes, undo }: ConfigEditResult): InverseEdit {
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
