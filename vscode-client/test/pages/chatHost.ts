import {
  applyChange,
  withTurn,
  type ResponseTurn,
  type Attachment,
  type ResponseChange,
  type ChatUpdate,
  type Session,
  type Turn,
} from '../../src/chat/session.js';
import { model } from '../model/models.js';
import type { OpenPage, TestRoutes } from './browser.js';
import type { WithPage } from './describePage.js';

/** A fake host of the chat page. It reports events when the test triggers them. */
export class ChatHost {
  #sendUpdate: (update: ChatUpdate) => void = () => {};
  #session: Session;
  readonly #attachments: readonly Attachment[];

  constructor(
    turns: readonly Turn[] = [],
    attachments: readonly Attachment[] = [],
    private readonly models = [
      model({ tools: true }),
      model({ vision: true }, { id: 'work/large', provider: 'work', model: 'large', name: 'Large' }),
    ],
  ) {
    this.#session = { id: 'one', title: 'Lighthouses', changedAtMs: 1, turns };
    this.#attachments = attachments;
  }

  routes(overrides: TestRoutes = {}): TestRoutes {
    const noResult = (): null => null;
    const methodsWithoutResult = [
      'chat/send',
      'chat/edit',
      'chat/retry',
      'chat/version',
      'chat/stop',
      'draft/keep',
      'model/choose',
      'effort/choose',
      'pendingQuestion/send',
      'pendingQuestion/drop',
      'attach/files',
      'attach/selection',
      'attach/dropped',
      'attach/data',
      'attach/remove',
      'code/copy',
      'code/insert',
      'code/apply',
      'link/open',
      'command/run',
      'setup/add',
    ];
    return {
      ...Object.fromEntries(methodsWithoutResult.map((method) => [method, noResult])),
      'chat/follow': (_: never, progress: (value: unknown) => void) => {
        this.#sendUpdate = progress;
        progress({ kind: 'session', session: this.#session, attachments: this.#attachments } satisfies ChatUpdate);
        return new Promise(() => {});
      },
      'models/list': () => ({ models: this.models, hidden: [], embeddingModels: [], defaultModel: this.models[0]?.id }),
      'local/look': () => true,
      'model/chosen': () => ({ model: 'work/large', efforts: {} }),
      'draft/kept': () => ({ text: '' }),
      'pendingQuestion/waiting': () => ({ question: null }),
      'attach/find': () => [],
      'tools/count': () => ({ on: 2, all: 31 }),
      'tools/choose': () => ({ on: 3, all: 31 }),
      ...overrides,
    };
  }

  reportTurn(turn: Turn): void {
    this.#session = withTurn(this.#session, turn);
    this.#sendUpdate({ kind: 'turn', turn });
  }

  /** Reports a change to the last response. */
  change(change: ResponseChange): void {
    const answer = this.#session.turns.at(-1);
    if (answer?.kind === 'answer') {
      this.#session = withTurn(this.#session, applyChange(answer, change));
      this.#sendUpdate({ kind: 'change', turn: answer.id, change });
    }
  }
}

export function question(id: string, text: string, attachments: readonly Attachment[] = []): Turn {
  return { kind: 'user', id, text, attachments };
}

export function answer(id: string, fields: Partial<ResponseTurn> = {}): ResponseTurn {
  return {
    kind: 'answer',
    id,
    model: 'work/large',
    state: 'done',
    steps: [],
    providerStates: [],
    figures: {
      model: 'work/large',
      firstTokenMs: 420,
      totalMs: 3100,
      inputTokens: 1840,
      outputTokens: 212,
      costUsd: 0.0042,
    },
    ...fields,
  };
}

export function textAnswer(id: string, text: string): ResponseTurn {
  return answer(id, { steps: [{ kind: 'text', round: 0, text }] });
}

/** Opens the chat with the width of a side bar and waits until the user can type. */
export function withChat(
  withPage: WithPage,
): (host: ChatHost, check: (opened: OpenPage) => Promise<void>, routes?: TestRoutes) => Promise<void> {
  return (host, check, routes = {}) =>
    withPage({ routes: host.routes(routes), width: 420, height: 800 }, async (opened) => {
      await opened.page.getByRole('textbox', { name: 'Message' }).waitFor();
      await check(opened);
    });
}

/** Returns a host with a chat that contains every kind of content. */
export function fullConversation(): ChatHost {
  const code = { kind: 'text', name: 'lamp.ts:1-3', mimeType: 'text/typescript', data: 'let a;' } as const;
  const response =
    '# A lighthouse\n\nA `lighthouse` is **tall**:\n\n- lamp\n\n```typescript\nexport interface Lamp {\n  // Height\n  height: number;\n  lit: boolean;\n}\n```\n';
  return new ChatHost([
    question('q1', 'What is a lighthouse, and how is the weather there?', [code]),
    answer('a1', {
      steps: [
        { kind: 'reasoning', round: 0, text: 'A question about lighthouses.', ms: 4200 },
        {
          kind: 'tool',
          round: 0,
          callId: 'c',
          name: 'get_weather',
          title: 'Get weather',
          arguments: { city: 'Zürich' },
          state: 'done',
          result: [{ type: 'text', text: '21 °C' }],
        },
        { kind: 'text', round: 1, text: response },
        { kind: 'notice', round: 1, text: 'The request was sent again.' },
      ],
    }),
    question('q2', 'And now?'),
    answer('a2', {
      state: 'failed',
      error: { kind: 'auth', message: 'The API key was rejected.', hint: 'Set a different key.', provider: 'work' },
    }),
  ]);
}
