import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ActiveChat } from '../../src/chat/activeChat.js';
import { DraftStore } from '../../src/chat/draftStore.js';
import type { Attachment, ChatUpdate } from '../../src/chat/session.js';
import { SessionStore } from '../../src/chat/sessionStore.js';
import { FakeMemento } from './fakeMemento.js';

const notes: Attachment = { kind: 'text', name: 'notes.md', mimeType: 'text/md', data: 'Buy milk.' };

describe('the chat of a window that is opened again', () => {
  let folder: string;
  let memento: FakeMemento;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-kept-'));
    memento = new FakeMemento();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const attachedFile = (): string => join(folder, 'workspace', 'attached.json');

  /** Opens a window. Its `close` function waits until all data has been written. */
  async function open(): Promise<{
    chat: ActiveChat;
    kept: DraftStore;
    attached: () => readonly Attachment[];
    close: () => Promise<unknown>;
  }> {
    const chat = new ActiveChat({
      store: new SessionStore(join(folder, 'chats')),
      answer: {
        chat: async ({ model }) => ({
          model,
          finishReason: 'stop',
          finishReasonRaw: 'stop',
          usage: {},
          timing: { totalMs: 1 },
        }),
        callTool: async () => ({ content: [], isError: false }),
        effort: () => undefined,
        now: () => 0,
        words: { t: (message) => message },
      },
      tools: () => [],
      workspace: () => undefined,
      wallClock: () => Date.now(),
      notKept: (reason) => assert.fail(String(reason)),
    });
    const kept = new DraftStore(memento, join(folder, 'workspace'));
    await kept.restore(chat);
    let attachments: readonly Attachment[] = [];
    chat.follow((update: ChatUpdate) => {
      attachments = 'attachments' in update ? update.attachments : attachments;
    });
    const close = async (): Promise<unknown> => {
      await chat.stop();
      await chat.open('nothing');
      return kept.written;
    };
    return { chat, kept, attached: () => attachments, close };
  }

  test('is the one that was open', async () => {
    const before = await open();
    await before.chat.send('Why?', 'local/small');
    await before.close();
    const { chat } = await open();
    assert.equal(chat.session.title, 'Why?');
  });

  test('is a new one when a new one was begun', async () => {
    const before = await open();
    await before.chat.send('Why?', 'local/small');
    await before.chat.startNew();
    await before.close();
    const { chat } = await open();
    assert.deepEqual(chat.session.turns, []);
  });

  test('is a new one when the one that was open is gone', async () => {
    await memento.update('chat.open', 'gone');
    const { chat } = await open();
    assert.deepEqual(chat.session.turns, []);
  });

  test('has attached what was attached', async () => {
    const before = await open();
    before.chat.attach(notes);
    await before.close();
    assert.equal((await stat(attachedFile())).mode & 0o777, 0o600);
    assert.deepEqual((await open()).attached(), [notes]);
  });

  test('has what was written last and not sent', async () => {
    const before = await open();
    for (const text of ['H', 'Ha', 'Half a thought']) {
      before.kept.saveDraft(text);
    }
    await before.close();
    const { kept } = await open();
    assert.equal(kept.draft, 'Half a thought');
    kept.saveDraft('');
    await kept.written;
    assert.equal((await open()).kept.draft, '');
  });

  test('has nothing attached once it was sent', async () => {
    const before = await open();
    before.chat.attach(notes);
    await before.chat.send('What is it?', 'local/small');
    await before.close();
    assert.deepEqual((await open()).attached(), []);
  });
});
