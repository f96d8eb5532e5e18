/** The members of `vscode.Memento` that this class uses. */
interface Memento {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const chosenKey = 'chat.efforts';

/** The reasoning effort that the user chose for each model in the chat. */
export class Efforts {
  constructor(private readonly memento: Memento) {}

  get all(): Readonly<Record<string, string>> {
    return this.memento.get<Readonly<Record<string, string>>>(chosenKey, {});
  }

  of(model: string): string | undefined {
    return this.all[model];
  }

  /**
   * Stores the chosen effort.
   *
   * @param effort the reasoning effort, or an empty string for the provider's default
   */
  async choose(model: string, effort: string): Promise<void> {
    const { [model]: _, ...others } = this.all;
    await this.memento.update(chosenKey, effort === '' ? others : { ...others, [model]: effort });
  }
}
