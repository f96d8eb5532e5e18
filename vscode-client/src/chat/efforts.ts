/** What is used of `vscode.Memento`. */
interface Memento {
  get<T>(key: string, otherwise: T): T;
  update(key: string, value: unknown): Thenable<void>;
}

const chosenKey = 'chat.efforts';

/** How much each model shall think in the chat, where the user chose it. */
export class Efforts {
  constructor(private readonly memento: Memento) {}

  get all(): Readonly<Record<string, string>> {
    return this.memento.get<Readonly<Record<string, string>>>(chosenKey, {});
  }

  of(model: string): string | undefined {
    return this.all[model];
  }

  /** @param effort empty for what the provider does by itself */
  async choose(model: string, effort: string): Promise<void> {
    const { [model]: _, ...others } = this.all;
    await this.memento.update(chosenKey, effort === '' ? others : { ...others, [model]: effort });
  }
}
