import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { OpenLlmError, type ChatEvent, type ChatParams, type ChatResult } from '@open-llm/client';
import { ActiveChat } from '../../src/chat/activeChat.js';
import { changed, textOf, withTurn, type ChatUpdate, type Session } from '../../src/chat/session.js';
import { SessionStore } from '../../src/chat/sessionStore.js';

describe('the open chat', () => {
  let folder: string;
  let store: SessionStore;
  let model: FakeModel;
  let chat: ActiveChat;
  let clock = 0;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-chat-'));
    store = new SessionStore(folder);
    model = new FakeModel();
    chat = new ActiveChat({
      store,
      answer: {
        chat: model.chat,
        callTool: async () => ({ content: [], isError: false }),
        effort: () => undefined,
        now: () => 0,
        words: { t: (message) => message },
      },
      tools: () => [],
      workspace: () => 'home',
      wallClock: () => ++clock,
      notKept: (reason) => assert.fail(String(reason)),
    });
  });
  afterEach(async () => {
    await chat.stop();
    await chat.startNew();
    await chat.open('nothing');
    await rm(folder, { recursive: true });
  });

  test('tells a page that comes late all there is, and then each change', async () => {
    await chat.send('Why?', 'local/small');
    model.says('Be');
    const page = new FollowingPage(chat);
    model.says('cause.');
    await model.ends();
    assert.deepEqual(page.session?.turns, chat.session.turns);
  });

  test('is kept with the beginning of its first question as its title', async () => {
    await chat.send('Why is the sea salty?\nTell me more.', 'local/small');
    model.says('Rivers.');
    await model.ends();
    await chat.startNew();
    await chat.open('nothing');
    const [entry] = await store.list();
    assert.equal(entry?.title, 'Why is the sea salty?');
    assert.equal(entry?.workspace, 'home');
  });

  test('sends what is attached with the next question alone', async () => {
    chat.attach({ kind: 'text', name: 'a.ts', mimeType: 'text/ts', data: 'let a;' });
    chat.attach({ kind: 'image', name: 'b.png', mimeType: 'image/png', data: 'AA==' });
    chat.detach(1);
    await chat.send('What is it?', 'local/small');
    model.says('Code.');
    await model.ends();
    await chat.send('And now?', 'local/small');
    assert.deepEqual(model.asked[0]?.messages, [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'a.ts:\n\n```ts\nlet a;\n```' },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ]);
    assert.deepEqual(model.asked[1]?.messages?.at(-1), { role: 'user', parts: [{ type: 'text', text: 'And now?' }] });
  });

  test('forgets what came after a question that is written anew', async () => {
    await chat.send('Wy?', 'local/small');
    model.says('What?');
    await model.ends();
    const [first] = chat.session.turns;
    await chat.edit(first?.id ?? '', 'Why?', 'local/large');
    assert.deepEqual(model.asked[1]?.messages, [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }]);
    assert.equal(model.asked[1]?.model, 'local/large');
  });

  test('keeps what came after a question that is edited, as another version of it', async () => {
    await chat.send('Wy?', 'local/small');
    model.says('What?');
    await model.ends();
    await chat.send('And now?', 'local/small');
    model.says('Now this.');
    await model.ends();
    const before = chat.session.turns;
    await chat.edit(before[0]?.id ?? '', 'Why?', 'local/small');
    model.says('Because.');
    await model.ends();
    const after = chat.session.turns;
    assert.equal(chat.session.title, 'Why?');
    assert.equal(after.length, 2);

    await chat.showVersion(after[0]?.id ?? '', 0);
    assert.deepEqual(saidIn(chat.session), ['Wy?', 'What?', 'And now?', 'Now this.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 1);
    assert.deepEqual(saidIn(chat.session), ['Why?', 'Because.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 7);
    assert.deepEqual(saidIn(chat.session), ['Why?', 'Because.']);
  });

  test('keeps versions within versions, also when the chat is opened again', async () => {
    await chat.send('One?', 'local/small');
    model.says('1');
    await model.ends();
    await chat.send('Two?', 'local/small');
    model.says('2');
    await model.ends();
    await chat.edit(chat.session.turns[2]?.id ?? '', 'Two again?', 'local/small');
    model.says('2b');
    await model.ends();
    await chat.edit(chat.session.turns[0]?.id ?? '', 'One again?', 'local/small');
    model.says('1b');
    await model.ends();
    const { id } = chat.session;
    await chat.startNew();
    await chat.open(id);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 0);
    assert.deepEqual(saidIn(chat.session), ['One?', '1', 'Two again?', '2b']);
    await chat.showVersion(chat.session.turns[2]?.id ?? '', 0);
    assert.deepEqual(saidIn(chat.session), ['One?', '1', 'Two?', '2']);
  });

  test('shows a page how many versions there are, and not what is in them', async () => {
    await chat.send('Wy?', 'local/small');
    model.says('A secret.');
    await model.ends();
    await chat.edit(chat.session.turns[0]?.id ?? '', 'Why?', 'local/small');
    await chat.stop();
    const page = new FollowingPage(chat);
    const [question] = page.session?.turns ?? [];
    assert.deepEqual(question?.kind === 'user' && question.versions, { shown: 1, tails: [[], []] });
  });

  test('keeps a response that is requested again, and later messages, as a version', async () => {
    await chat.send('Why?', 'local/small');
    model.says('No idea.');
    await model.ends();
    await chat.send('And?', 'local/small');
    model.says('Still none.');
    await model.ends();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/large');
    model.says('Because.');
    await model.ends();
    assert.deepEqual(saidIn(chat.session), ['Why?', 'Because.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 0);
    assert.deepEqual(saidIn(chat.session), ['Why?', 'No idea.', 'And?', 'Still none.']);
  });

  test('asks the same again for another answer', async () => {
    await chat.send('Why?', 'local/small');
    model.says('No idea.');
    await model.ends();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/large');
    model.says('Because.');
    await model.ends();
    assert.deepEqual(model.asked[1]?.messages, model.asked[0]?.messages);
    assert.equal(chat.session.turns.length, 2);
  });

  test('keeps what came of an answer that was stopped', async () => {
    await chat.send('Why?', 'local/small');
    model.says('Bec');
    await chat.stop();
    const answer = chat.session.turns[1];
    assert.ok(answer?.kind === 'answer');
    assert.equal(answer.state, 'stopped');
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'Bec' }]);
  });

  test(
    'keeps a long answer while it is made, so that its beginning outlives VS Code',
    { timeout: 10_000 },
    async () => {
      await chat.send('Why?', 'local/small');
      model.says('Bec');
      clock += 10_000;
      model.says('ause');
      const { id } = chat.session;
      const later = new SessionStore(folder);
      let kept = await later.load(id);
      while (kept?.turns[1]?.kind !== 'answer' || kept.turns[1].steps.length === 0) {
        kept = await later.load(id);
      }
      assert.deepEqual(kept.turns[1].steps, [{ kind: 'text', round: 0, text: 'Because' }]);
      assert.equal(kept.turns[1].state, 'stopped');
    },
  );

  test('asks for an extension under its own name, and once more under the product’s', async () => {
    await chat.send('Why?', 'local/small', 'someone.tools');
    model.says('Because.');
    await model.ends();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/small');
    assert.deepEqual(
      model.asked.map(({ consumer }) => consumer),
      ['someone.tools', 'open-llm'],
    );
  });

  test('takes no second question while it answers', async () => {
    await chat.send('Why?', 'local/small');
    await assert.rejects(chat.send('And?', 'local/small'), { message: 'The last answer is still on its way.' });
  });

  test('sends nothing where there is nothing', async () => {
    await assert.rejects(chat.send('  ', 'local/small'), { message: 'There is nothing to send.' });
  });

  test('opens an earlier chat, and continues with it', async () => {
    await chat.send('Why?', 'local/small');
    model.says('Because.');
    await model.ends();
    const { id } = chat.session;
    await chat.startNew();
    assert.equal(await chat.open(id), true);
    await chat.send('And?', 'local/small');
    assert.deepEqual(
      model.asked.at(-1)?.messages?.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
  });

  test('shows nothing of what only the provider needs', async () => {
    await chat.send('Why?', 'local/small');
    model.event({ type: 'provider_state', provider: 'local', model: 'small', data: 'secret-state' });
    model.says('Because.');
    const page = new FollowingPage(chat);
    await model.ends();
    assert.doesNotMatch(JSON.stringify(page.told), /secret-state/);
  });
});

/** Assembles the state that a page would show from the updates. */
class FollowingPage {
  readonly told: ChatUpdate[] = [];
  session: Session | undefined;

  constructor(chat: ActiveChat) {
    chat.follow((update) => {
      this.told.push(update);
      if (update.kind === 'session') {
        this.session = update.session;
      } else if (update.kind === 'turn') {
        this.session = this.session && withTurn(this.session, update.turn);
      } else if (update.kind === 'change') {
        const turn = this.session?.turns.find(({ id }) => id === update.turn);
        this.session =
          this.session && turn?.kind === 'answer' ? withTurn(this.session, changed(turn, update.change)) : this.session;
      }
    });
  }
}

/** A fake model that responds only when the test triggers it. */
class FakeModel {
  readonly asked: ChatParams[] = [];
  #event: (event: ChatEvent) => void = () => {};
  #end: () => void = () => {};

  readonly chat = (
    params: ChatParams,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: ChatEvent) => void },
  ): Promise<ChatResult> => {
    this.asked.push(params);
    this.#event = onEvent;
    return new Promise((resolve, reject) => {
      this.#end = () =>
        resolve({
          model: params.model,
          finishReason: 'stop',
          finishReasonRaw: 'stop',
          usage: {},
          timing: { totalMs: 1 },
        });
      signal.addEventListener('abort', () => reject(OpenLlmError.cancelled()));
    });
  };

  says(text: string): void {
    this.#event({ type: 'text', text });
  }

  event(event: ChatEvent): void {
    this.#event(event);
  }

  async ends(): Promise<void> {
    this.#end();
    await new Promise(setImmediate);
  }
}

/** Returns the messages and responses of a session, in order. */
function saidIn({ turns }: Session): string[] {
  return turns.map((turn) => (turn.kind === 'user' ? turn.text : textOf(turn)));
}
