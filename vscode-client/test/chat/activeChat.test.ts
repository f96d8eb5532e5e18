import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { OpenLlmError, type ChatEvent, type ChatParams, type ChatResult } from '@open-llm/client';
import { ActiveChat } from '../../src/chat/activeChat.js';
import { applyChange, responseText, withTurn, type ChatUpdate, type Session } from '../../src/chat/session.js';
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
      response: {
        chat: model.chat,
        callTool: async () => ({ content: [], isError: false }),
        effort: () => undefined,
        now: () => 0,
        words: { t: (message) => message },
      },
      tools: () => [],
      workspace: () => 'home',
      wallClock: () => ++clock,
      onSaveFailed: (reason) => assert.fail(String(reason)),
    });
  });
  afterEach(async () => {
    await chat.stop();
    await chat.startNew();
    await chat.open('nonexistent');
    await rm(folder, { recursive: true });
  });

  test('sends the current state and then each change to a page that is opened late', async () => {
    await chat.send('Why?', 'local/small');
    model.sendText('Be');
    const page = new FakePage(chat);
    model.sendText('cause.');
    await model.finish();
    assert.deepEqual(page.session?.turns, chat.session.turns);
  });

  test('is saved with the first line of its first message as the title', async () => {
    await chat.send('Why is the sea salty?\nTell me more.', 'local/small');
    model.sendText('Rivers.');
    await model.finish();
    await chat.startNew();
    await chat.open('nonexistent');
    const [entry] = await store.list();
    assert.equal(entry?.title, 'Why is the sea salty?');
    assert.equal(entry?.workspace, 'home');
  });

  test('sends attachments with the next message only', async () => {
    chat.attach({ kind: 'text', name: 'a.ts', mimeType: 'text/ts', data: 'let a;' });
    chat.attach({ kind: 'image', name: 'b.png', mimeType: 'image/png', data: 'AA==' });
    chat.detach(1);
    await chat.send('What is it?', 'local/small');
    model.sendText('Code.');
    await model.finish();
    await chat.send('And now?', 'local/small');
    assert.deepEqual(model.requests[0]?.messages, [
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'a.ts:\n\n```ts\nlet a;\n```' },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ]);
    assert.deepEqual(model.requests[1]?.messages?.at(-1), {
      role: 'user',
      parts: [{ type: 'text', text: 'And now?' }],
    });
  });

  test('does not send the turns after an edited message to the model', async () => {
    await chat.send('Wy?', 'local/small');
    model.sendText('What?');
    await model.finish();
    const [first] = chat.session.turns;
    await chat.edit(first?.id ?? '', 'Why?', 'local/large');
    assert.deepEqual(model.requests[1]?.messages, [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }]);
    assert.equal(model.requests[1]?.model, 'local/large');
  });

  test('retains the turns after an edited message as another version of it', async () => {
    await chat.send('Wy?', 'local/small');
    model.sendText('What?');
    await model.finish();
    await chat.send('And now?', 'local/small');
    model.sendText('Now this.');
    await model.finish();
    const before = chat.session.turns;
    await chat.edit(before[0]?.id ?? '', 'Why?', 'local/small');
    model.sendText('Because.');
    await model.finish();
    const after = chat.session.turns;
    assert.equal(chat.session.title, 'Why?');
    assert.equal(after.length, 2);

    await chat.showVersion(after[0]?.id ?? '', 0);
    assert.deepEqual(textsIn(chat.session), ['Wy?', 'What?', 'And now?', 'Now this.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 1);
    assert.deepEqual(textsIn(chat.session), ['Why?', 'Because.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 7);
    assert.deepEqual(textsIn(chat.session), ['Why?', 'Because.']);
  });

  test('restores nested versions when it is reopened', async () => {
    await chat.send('One?', 'local/small');
    model.sendText('1');
    await model.finish();
    await chat.send('Two?', 'local/small');
    model.sendText('2');
    await model.finish();
    await chat.edit(chat.session.turns[2]?.id ?? '', 'Two again?', 'local/small');
    model.sendText('2b');
    await model.finish();
    await chat.edit(chat.session.turns[0]?.id ?? '', 'One again?', 'local/small');
    model.sendText('1b');
    await model.finish();
    const { id } = chat.session;
    await chat.startNew();
    await chat.open(id);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 0);
    assert.deepEqual(textsIn(chat.session), ['One?', '1', 'Two again?', '2b']);
    await chat.showVersion(chat.session.turns[2]?.id ?? '', 0);
    assert.deepEqual(textsIn(chat.session), ['One?', '1', 'Two?', '2']);
  });

  test('sends the number of versions to the page, but not their content', async () => {
    await chat.send('Wy?', 'local/small');
    model.sendText('A secret.');
    await model.finish();
    await chat.edit(chat.session.turns[0]?.id ?? '', 'Why?', 'local/small');
    await chat.stop();
    const page = new FakePage(chat);
    const [question] = page.session?.turns ?? [];
    assert.deepEqual(question?.kind === 'user' && question.versions, { shown: 1, tails: [[], []] });
  });

  test('retains a response that is requested again, with all later messages, as a version', async () => {
    await chat.send('Why?', 'local/small');
    model.sendText('No idea.');
    await model.finish();
    await chat.send('And?', 'local/small');
    model.sendText('Still none.');
    await model.finish();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/large');
    model.sendText('Because.');
    await model.finish();
    assert.deepEqual(textsIn(chat.session), ['Why?', 'Because.']);
    await chat.showVersion(chat.session.turns[0]?.id ?? '', 0);
    assert.deepEqual(textsIn(chat.session), ['Why?', 'No idea.', 'And?', 'Still none.']);
  });

  test('sends the same messages when a response is requested again', async () => {
    await chat.send('Why?', 'local/small');
    model.sendText('No idea.');
    await model.finish();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/large');
    model.sendText('Because.');
    await model.finish();
    assert.deepEqual(model.requests[1]?.messages, model.requests[0]?.messages);
    assert.equal(chat.session.turns.length, 2);
  });

  test('retains the received part of a response that is stopped', async () => {
    await chat.send('Why?', 'local/small');
    model.sendText('Bec');
    await chat.stop();
    const answer = chat.session.turns[1];
    assert.ok(answer?.kind === 'answer');
    assert.equal(answer.state, 'stopped');
    assert.deepEqual(answer.steps, [{ kind: 'text', round: 0, text: 'Bec' }]);
  });

  test(
    'saves a long response while it is received, so it is not lost if VS Code exits',
    { timeout: 10_000 },
    async () => {
      await chat.send('Why?', 'local/small');
      model.sendText('Bec');
      clock += 10_000;
      model.sendText('ause');
      const { id } = chat.session;
      const otherWindow = new SessionStore(folder);
      let saved = await otherWindow.load(id);
      while (saved?.turns[1]?.kind !== 'answer' || saved.turns[1].steps.length === 0) {
        saved = await otherWindow.load(id);
      }
      assert.deepEqual(saved.turns[1].steps, [{ kind: 'text', round: 0, text: 'Because' }]);
      assert.equal(saved.turns[1].state, 'stopped');
    },
  );

  test('sends a message of an extension under its ID, and a retry under the ID of the product', async () => {
    await chat.send('Why?', 'local/small', 'someone.tools');
    model.sendText('Because.');
    await model.finish();
    await chat.retry(chat.session.turns[1]?.id ?? '', 'local/small');
    assert.deepEqual(
      model.requests.map(({ consumer }) => consumer),
      ['someone.tools', 'open-llm'],
    );
  });

  test('rejects a message while a response is running', async () => {
    await chat.send('Why?', 'local/small');
    await assert.rejects(chat.send('And?', 'local/small'), { message: 'A response is still in progress.' });
  });

  test('rejects an empty message', async () => {
    await assert.rejects(chat.send('  ', 'local/small'), { message: 'The message is empty.' });
  });

  test('can be switched to an earlier chat, which can be continued', async () => {
    await chat.send('Why?', 'local/small');
    model.sendText('Because.');
    await model.finish();
    const { id } = chat.session;
    await chat.startNew();
    assert.equal(await chat.open(id), true);
    await chat.send('And?', 'local/small');
    assert.deepEqual(
      model.requests.at(-1)?.messages?.map(({ role }) => role),
      ['user', 'assistant', 'user'],
    );
  });

  test('does not send provider state to the page', async () => {
    await chat.send('Why?', 'local/small');
    model.send({ type: 'provider_state', provider: 'local', model: 'small', data: 'secret-state' });
    model.sendText('Because.');
    const page = new FakePage(chat);
    await model.finish();
    assert.doesNotMatch(JSON.stringify(page.updates), /secret-state/);
  });
});

/** Assembles the state that a page would show from the updates. */
class FakePage {
  readonly updates: ChatUpdate[] = [];
  session: Session | undefined;

  constructor(chat: ActiveChat) {
    chat.subscribe((update) => {
      this.updates.push(update);
      if (update.kind === 'session') {
        this.session = update.session;
      } else if (update.kind === 'turn') {
        this.session = this.session && withTurn(this.session, update.turn);
      } else if (update.kind === 'change') {
        const turn = this.session?.turns.find(({ id }) => id === update.turn);
        this.session =
          this.session && turn?.kind === 'answer'
            ? withTurn(this.session, applyChange(turn, update.change))
            : this.session;
      }
    });
  }
}

/** A fake model that responds only when the test triggers it. */
class FakeModel {
  readonly requests: ChatParams[] = [];
  #onEvent: (event: ChatEvent) => void = () => {};
  #complete: () => void = () => {};

  readonly chat = (
    params: ChatParams,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (event: ChatEvent) => void },
  ): Promise<ChatResult> => {
    this.requests.push(params);
    this.#onEvent = onEvent;
    return new Promise((resolve, reject) => {
      this.#complete = () =>
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

  sendText(text: string): void {
    this.#onEvent({ type: 'text', text });
  }

  send(event: ChatEvent): void {
    this.#onEvent(event);
  }

  async finish(): Promise<void> {
    this.#complete();
    await new Promise(setImmediate);
  }
}

/** Returns the messages and responses of a session, in order. */
function textsIn({ turns }: Session): string[] {
  return turns.map((turn) => (turn.kind === 'user' ? turn.text : responseText(turn)));
}
