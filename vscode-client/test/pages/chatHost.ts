import { changed, withTurn, type AnswerTurn, type Attachment, type Change, type ChatUpdate, type Session, type Turn } from '../../src/chat/session.js';
import { model } from '../model/models.js';
import type { TestRoutes } from './browser.js';

/** Plays the host of the chat page: tells it what happens when a test says so. */
export class ChatHost {
  #tell: (update: ChatUpdate) => void = () => {};
  #session: Session;
  readonly #attachments: readonly Attachment[];

  constructor(turns: readonly Turn[] = [], attachments: readonly Attachment[] = []) {
    this.#session = { id: 'one', title: 'Lighthouses', changedAtMs: 1, turns };
    this.#attachments = attachments;
  }

  routes(more: TestRoutes = {}): TestRoutes {
    const nothing = (): null => null;
    const asked = ['chat/send', 'chat/edit', 'chat/retry', 'chat/stop', 'model/choose', 'attach/files', 'attach/selection',
      'attach/dropped', 'attach/data', 'attach/remove', 'code/copy', 'code/insert', 'code/apply', 'link/open', 'command/run'];
    return {
      ...Object.fromEntries(asked.map((method) => [method, nothing])),
      'chat/follow': (_: never, progress: (value: unknown) => void) => {
        this.#tell = progress;
        progress({ kind: 'session', session: this.#session, attachments: this.#attachments } satisfies ChatUpdate);
        return new Promise(() => {});
      },
      'models/list': () => ({ models: [
          model({ tools: true }),
          model({ vision: true }, { id: 'work/large', provider: 'work', model: 'large', name: 'Large' }),
        ],
        hidden: [],
      }),
      'model/chosen': () => ({ model: 'work/large' }),
      'tools/count': () => ({ on: 2, all: 31 }),
      'tools/choose': () => ({ on: 3, all: 31 }),
      ...more,
    };
  }

  put(turn: Turn): void {
    this.#session = withTurn(this.#session, turn);
    this.#tell({ kind: 'turn', turn });
  }

  /** Something happens to the last answer. */
  change(change: Change): void {
    const answer = this.#session.turns.at(-1);
    if (answer?.kind === 'answer') {
      this.#session = withTurn(this.#session, changed(answer, change));
      this.#tell({ kind: 'change', turn: answer.id, change });
    }
  }
}

export function question(id: string, text: string, attachments: readonly Attachment[] = []): Turn {
  return { kind: 'user', id, text, attachments };
}

export function answer(id: string, fields: Partial<AnswerTurn> = {}): AnswerTurn {
  return {
    kind: 'answer', id, model: 'work/large', state: 'done', steps: [], providerStates: [],
    figures: { model: 'work/large', firstTokenMs: 420, totalMs: 3100, inputTokens: 1840, outputTokens: 212, costUsd: 0.0042 },
    ...fields,
  };
}

export function said(id: string, text: string): AnswerTurn {
  return answer(id, { steps: [{ kind: 'text', round: 0, text }] });
}
