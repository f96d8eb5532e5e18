import { OpenLlmError } from '@open-llm/client';
import * as vscode from 'vscode';
import { lastEditor } from './attach.js';

const scheme = 'open-llm-proposal';

/** A proposed change to a document. */
interface Proposal {
  readonly target: vscode.Uri;
  /** The version of the document to which the change applies. */
  readonly version: number;
  readonly range: vscode.Range;
  readonly code: string;
  readonly text: string;
}

/** Transfers code from a response to the editor: inserts it at the cursor or shows it as a change for review. */
export class CodeProposals implements vscode.Disposable {
  readonly #proposals = new Map<string, Proposal>();
  readonly #registrations: vscode.Disposable;
  #lastId = 0;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.#proposals.get(uri.toString())?.text ?? '',
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#proposals.delete(uri.toString())),
      vscode.commands.registerCommand('openLLM.chat.acceptProposal', (uri: unknown) => this.#accept(uri)),
      vscode.commands.registerCommand('openLLM.chat.discardProposal', (uri: unknown) => this.#discard(uri)),
    );
  }

  /** Inserts code at the cursor. A selection is replaced. */
  async insert(code: string): Promise<void> {
    const editor = requireEditor();
    await editor.edit((edit) => edit.replace(editor.selection, code));
  }

  /**
   * Shows how the code would change the selection or, if nothing is selected, the entire file. The user accepts or
   * rejects the change.
   */
  async propose(code: string): Promise<void> {
    const { document, selection } = requireEditor();
    const fullRange = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    const range = selection.isEmpty ? fullRange : new vscode.Range(selection.start, selection.end);
    const text = document.getText();
    // Preserve a line break at the end of the file.
    const replacement = selection.isEmpty && text.endsWith('\n') ? `${code}\n` : code;
    const newText =
      text.slice(0, document.offsetAt(range.start)) + replacement + text.slice(document.offsetAt(range.end));
    const proposedUri = vscode.Uri.from({ scheme, path: document.uri.path, query: String(++this.#lastId) });
    this.#proposals.set(proposedUri.toString(), {
      target: document.uri,
      version: document.version,
      range,
      code: replacement,
      text: newText,
    });
    const title = vscode.l10n.t('{0}: change proposed in the chat', vscode.workspace.asRelativePath(document.uri));
    await vscode.commands.executeCommand('vscode.diff', document.uri, proposedUri, title);
    void this.#confirm(proposedUri);
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  /**
   * Asks whether to apply the change. The buttons above the diff do the same and remain available after the question is
   * dismissed.
   */
  async #confirm(proposedUri: vscode.Uri): Promise<void> {
    const apply = vscode.l10n.t('Apply');
    const discard = vscode.l10n.t('Discard');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Apply this change?'), apply, discard);
    if (answer === apply) {
      await this.#accept(proposedUri);
    } else if (answer === discard) {
      await this.#discard(proposedUri);
    }
  }

  async #accept(uri: unknown): Promise<void> {
    const proposal = uri instanceof vscode.Uri ? this.#proposals.get(uri.toString()) : undefined;
    if (!proposal) {
      return;
    }
    const document = await vscode.workspace.openTextDocument(proposal.target);
    if (document.version !== proposal.version) {
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          '{0} has changed since this change was proposed. Apply the code again to see an updated change.',
          vscode.workspace.asRelativePath(document.uri),
        ),
      );
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.replace(proposal.target, proposal.range, proposal.code);
    await vscode.workspace.applyEdit(edit);
    await this.#discard(uri);
    await vscode.window.showTextDocument(document);
  }

  async #discard(uri: unknown): Promise<void> {
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === String(uri));
    await vscode.window.tabGroups.close(tabs);
  }
}

function requireEditor(): vscode.TextEditor {
  const editor = lastEditor();
  if (!editor) {
    throw OpenLlmError.of('invalid_request', vscode.l10n.t('No editor is open.'), vscode.l10n.t('Open a file first.'));
  }
  return editor;
}
