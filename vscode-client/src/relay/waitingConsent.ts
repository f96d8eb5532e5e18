import type { ConsentAnswer, ConsentParams } from '@open-llm/client';

interface Waiting {
  readonly question: ConsentParams;
  readonly resolve: (answer: ConsentAnswer) => void;
}

/**
 * The questions that wait for a reply in the status bar. A reply about all models answers those about single models.
 */
export class WaitingConsent {
  readonly #waiting = new Map<string, Waiting>();

  /** Identifies a question: an extension may wait for several models. */
  static idOf({ consumer, model }: ConsentParams): string {
    return `${consumer} ${model}`;
  }

  question(id: string): ConsentParams | undefined {
    return this.#waiting.get(id)?.question;
  }

  /** Waits for the reply. */
  add(question: ConsentParams): Promise<ConsentAnswer> {
    return new Promise((resolve) => this.#waiting.set(WaitingConsent.idOf(question), { question, resolve }));
  }

  answer(id: string, answer: ConsentAnswer): void {
    const consumer = this.question(id)?.consumer;
    for (const [other, { question, resolve }] of [...this.#waiting]) {
      if (other === id || (answer !== 'allow_model' && question.consumer === consumer)) {
        this.#waiting.delete(other);
        resolve(answer);
      }
    }
  }
}
