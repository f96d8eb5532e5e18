import type { ConsentAnswer, ConsentParams } from '@open-llm/client';

interface PendingEntry {
  readonly question: ConsentParams;
  readonly resolve: (answer: ConsentAnswer) => void;
}

/**
 * The questions that wait for an answer in the status bar. An answer about all models also answers questions about
 * individual models.
 */
export class PendingConsent {
  readonly #entries = new Map<string, PendingEntry>();

  /** Returns an ID for a question. It includes the model because an extension can wait for several models. */
  static idOf({ consumer, model }: ConsentParams): string {
    return `${consumer} ${model}`;
  }

  question(id: string): ConsentParams | undefined {
    return this.#entries.get(id)?.question;
  }

  /** Adds a question. Resolves to the answer. */
  add(question: ConsentParams): Promise<ConsentAnswer> {
    return new Promise((resolve) => this.#entries.set(PendingConsent.idOf(question), { question, resolve }));
  }

  answer(id: string, answer: ConsentAnswer): void {
    const consumer = this.question(id)?.consumer;
    for (const [other, { question, resolve }] of [...this.#entries]) {
      if (other === id || (answer !== 'allow_model' && question.consumer === consumer)) {
        this.#entries.delete(other);
        resolve(answer);
      }
    }
  }
}
