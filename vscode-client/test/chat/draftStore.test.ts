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

describe('the chat in a reopened window', () => {
  let folder: string;
  let memento: FakeMemento;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-drafts-'));
    memento = new FakeMemento();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const attachedFile = (): string => join(folder, 'workspace', 'attached.json');

  /** Opens a window. Its `close` function waits until all data has been written. */
  async function open(): Promise<{
    chat: ActiveChat;
    drafts: DraftStore;
    attached: () => readonly Attachment[];
    close: () => Promise<unknown>;
  }> {
    const chat = new ActiveChat({
      store: new SessionStore(join(folder, 'chats')),
      response: {
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
      onSaveFailed: (reason) => assert.fail(String(reason)),
    });
    const drafts = new DraftStore(memento, join(folder, 'workspace'));
    await drafts.restore(chat);
    let attachments: readonly Attachment[] = [];
    chat.subscribe((update: ChatUpdate) => {
      attachments = 'attachments' in update ? update.attachments : attachments;
    });
    const close = async (): Promise<unknown> => {
      await chat.stop();
      await chat.open('nonexistent');
      return drafts.whenWritten;
    };
    return { chat, drafts, attached: () => attachments, close };
  }

  test('is the chat that was open', async () => {
    const firstWindow = await open();
    await firstWindow.chat.send('Why?', 'local/small');
    await firstWindow.close();
    const { chat } = await open();
    assert.equal(chat.session.title, 'Why?');
  });

  test('is empty if a new chat was started', async () => {
    const firstWindow = await open();
    await firstWindow.chat.send('Why?', 'local/small');
    await firstWindow.chat.startNew();
    await firstWindow.close();
    const { chat } = await open();
    assert.deepEqual(chat.session.turns, []);
  });

  test('is empty if the chat that was open no longer exists', async () => {
    await memento.update('chat.open', 'deleted');
    const { chat } = await open();
    assert.deepEqual(chat.session.turns, []);
  });

  test('restores attachments from a file that only its owner can read', async () => {
    const firstWindow = await open();
    firstWindow.chat.attach(notes);
    await firstWindow.close();
    assert.equal((await stat(attachedFile())).mode & 0o777, 0o600);
    assert.deepEqual((await open()).attached(), [notes]);
  });

  test('restores the latest unsent draft', async () => {
    const firstWindow = await open();
    for (const text of ['E', 'Ex', 'Explain this function']) {
      firstWindow.drafts.saveDraft(text);
    }
    await firstWindow.close();
    const { drafts } = await open();
    assert.equal(drafts.draft, 'Explain this function');
    drafts.saveDraft('');
    await drafts.whenWritten;
    assert.equal((await open()).drafts.draft, '');
  });

  test('has no attachments if the message was sent', async () => {
    const firstWindow = await open();
    firstWindow.chat.attach(notes);
    await firstWindow.chat.send('What is it?', 'local/small');
    await firstWindow.close();
    assert.deepEqual((await open()).attached(), []);
  });
});
