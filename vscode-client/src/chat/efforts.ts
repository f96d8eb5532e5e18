/** The members of `vscode.Memento` that this class uses. */
interface Memento {
  get<T>(key: string, defaultValue: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const storageKey = 'chat.efforts';

/** The reasoning effort that the user chose for each model in the chat. */
export class Efforts {
  constructor(private readonly memento: Memento) {}

  get all(): Readonly<Record<string, string>> {
    return this.memento.get<Readonly<Record<string, string>>>(storageKey, {});
  }

  effortFor(model: string): string | undefined {
    return this.all[model];
  }

  /**
   * Stores the chosen effort.
   *
   * @param effort the reasoning effort, or an empty string for the provider's default
   */
  async choose(model: string, effort: string): Promise<void> {
    const { [model]: _, ...others } = this.all;
    await this.memento.update(storageKey, effort === '' ? others : { ...others, [model]: effort });
  }
}
