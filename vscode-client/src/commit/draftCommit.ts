import { OpenLlmError, type OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import { withCancellation } from '../command/withCancellation.js';
import { getGitApi, untracked, type GitRepository } from '../git/gitApi.js';
import { emptyResponseError } from '../model/answer.js';
import { cleanMessage, buildPrompt, maxDiffCharacters, type CommitContext } from './commitPrompt.js';
import { truncateDiff } from './diffText.js';
import { DraftWriter } from './draftWriter.js';

/** The consumer ID for consent, limits, and the usage record. It represents the product itself, as in the chat view. */
const ownConsumer = 'open-llm';
const modelSetting = 'commitMessage.model';
const maxMessages = 20;
/** How often the growing draft is written, in milliseconds. */
const writeIntervalMs = 80;

/**
 * Drafts a commit message and writes it into the commit message box of a repository.
 *
 * @param argument the value that VS Code passes if the command is run from the title bar of a repository
 */
export async function draftCommit(connection: () => Promise<OpenLlmConnection>, argument: unknown): Promise<void> {
  const repository = await pickRepository(argument);
  const context = repository && (await collectContext(repository));
  if (!context) {
    return;
  }
  const writer = new DraftWriter(repository.inputBox);
  const done = await withCancellation(progressTitle(context), async (signal) => {
    await streamDraft(await connection(), context, writer, signal);
    return true;
  }).catch((failure: unknown) => {
    writer.restore();
    throw failure;
  });
  if (writer.isEdited) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('The draft was canceled because you edited the message.'), 5000);
  } else if (!done) {
    writer.restore();
  } else if (writer.original.trim() !== '') {
    await offerToRestore(writer);
  }
}

async function streamDraft(
  connection: OpenLlmConnection,
  context: CommitContext,
  writer: DraftWriter,
  signal: AbortSignal,
): Promise<void> {
  const edited = new AbortController();
  const model = vscode.workspace.getConfiguration('openLLM').get(modelSetting, '').trim();
  let text = '';
  let lastWriteMs = -Infinity;
  const update = (): void => {
    if (!writer.write(cleanMessage(text))) {
      edited.abort();
    }
  };
  try {
    const result = await connection.chat(
      { model, messages: buildPrompt(context), options: {}, consumer: ownConsumer },
      {
        signal: AbortSignal.any([signal, edited.signal]),
        onEvent: (event) => {
          text += event.type === 'text' ? event.text : '';
          if (performance.now() - lastWriteMs >= writeIntervalMs) {
            lastWriteMs = performance.now();
            update();
          }
        },
      },
    );
    if (text.trim() === '') {
      throw emptyResponseError(result);
    }
    update();
  } catch (failure) {
    if (!edited.signal.aborted) {
      throw failure;
    }
  }
}

async function pickRepository(argument: unknown): Promise<GitRepository | undefined> {
  const api = await getGitApi();
  if (!api || api.repositories.length === 0) {
    throw OpenLlmError.of(
      'invalid_request',
      vscode.l10n.t('There is no Git repository in this window.'),
      vscode.l10n.t('Open a folder that contains a Git repository, and trust the folder.'),
    );
  }
  const root = repositoryRoot(argument);
  const named = root && api.repositories.find(({ rootUri }) => rootUri.toString() === root.toString());
  if (named || api.repositories.length === 1) {
    return named ?? api.repositories[0];
  }
  const picked = await vscode.window.showQuickPick(
    api.repositories.map((repository) => ({
      label: vscode.workspace.asRelativePath(repository.rootUri, true),
      description: repository.rootUri.fsPath,
      repository,
    })),
    { title: vscode.l10n.t('Draft a commit message for this repository') },
  );
  return picked?.repository;
}

/** Returns the root folder of the `SourceControl` object. */
function repositoryRoot(argument: unknown): vscode.Uri | undefined {
  const root: unknown =
    typeof argument === 'object' && argument !== null && 'rootUri' in argument ? argument.rootUri : undefined;
  return root instanceof vscode.Uri ? root : undefined;
}

/** Returns the data for the prompt, or undefined if nothing has changed. */
async function collectContext(repository: GitRepository): Promise<CommitContext | undefined> {
  const stagedDiff = await repository.diff(true);
  const staged = stagedDiff.trim() !== '';
  const diff = staged ? stagedDiff : await repository.diff();
  const newFiles = staged ? [] : newFilesOf(repository);
  if (diff.trim() === '' && newFiles.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There are no changes to describe.'));
    return undefined;
  }
  // In a repository without commits, reading the log fails.
  const commits = await repository.log({ maxEntries: maxMessages }).catch(() => []);
  return {
    diff: truncateDiff(diff, maxDiffCharacters),
    staged,
    newFiles,
    recentMessages: commits.map(({ message }) => message),
    existingText: repository.inputBox.value.trim(),
  };
}

function newFilesOf({ state, rootUri }: GitRepository): string[] {
  const changes = [...state.workingTreeChanges.filter(({ status }) => status === untracked)];
  return [...changes, ...(state.untrackedChanges ?? [])].map(({ uri }) =>
    uri.path.startsWith(`${rootUri.path}/`) ? uri.path.slice(rootUri.path.length + 1) : uri.path,
  );
}

function progressTitle({ staged, diff }: CommitContext): string {
  const title = staged
    ? vscode.l10n.t('Drafting a commit message from the staged changes…')
    : vscode.l10n.t('No changes are staged. Drafting a commit message from all changes…');
  return diff.cut ? vscode.l10n.t('{0} (parts of long files are omitted)', title) : title;
}

async function offerToRestore(writer: DraftWriter): Promise<void> {
  const restore = vscode.l10n.t('Restore');
  const text = vscode.l10n.t('The draft replaced your message.');
  if ((await vscode.window.showInformationMessage(text, restore)) === restore) {
    writer.restore();
  }
}
