import type { ExtensionId, ModelInfo, OpenLlmApi, OpenLlmExtension } from '@open-llm/client/vscode';
import * as vscode from 'vscode';

const openLlm: ExtensionId = 'open-llm.open-llm-provider';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // The extension is installed because `package.json` lists it in `extensionDependencies`.
  const extension = vscode.extensions.getExtension<OpenLlmExtension>(openLlm);
  if (!extension) {
    throw new Error('Open LLM Provider runs in another extension host. See "extensionKind" in its documentation.');
  }
  // The context identifies the caller. The user is asked for permission for this extension and sees its usage.
  const api = (await extension.activate()).getAPI(1, context);

  context.subscriptions.push(
    showConnection(api),
    vscode.commands.registerCommand('explain.model', () => chooseModel(api, context.workspaceState)),
    vscode.commands.registerCommand('explain.selection', (text?: string) =>
      explain(api, context.workspaceState, text ?? selectedText()),
    ),
  );
}

/** Shows the connection in the status bar. Clicking the item opens the Providers and Models page. */
function showConnection(api: OpenLlmApi): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('explain', vscode.StatusBarAlignment.Left);
  item.name = 'Explain';
  item.command = 'openLLM.configure';
  const show = ({ state, message }: OpenLlmApi['connection']): void => {
    item.text = `Explain: ${state}`;
    item.tooltip = message;
  };
  show(api.connection);
  item.show();
  return vscode.Disposable.from(item, api.onDidChangeConnection(show));
}

async function chooseModel(api: OpenLlmApi, state: vscode.Memento): Promise<void> {
  const items = (await api.models()).map((model: ModelInfo) => ({
    label: model.name,
    description: model.provider,
    detail: model.warning,
    id: model.id,
  }));
  const selected = await vscode.window.showQuickPick(items, { placeHolder: 'Select the model for explanations' });
  await state.update('model', selected?.id);
}

/** Writes the explanation into a new document while it is being received. Returns the text. */
async function explain(api: OpenLlmApi, state: vscode.Memento, code: string): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '' });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  const progress = { location: vscode.ProgressLocation.Notification, title: 'Explaining', cancellable: true };
  try {
    await vscode.window.withProgress(progress, async (_report, token) => {
      const chat = api.chat(
        {
          model: state.get<string>('model', ''), // an empty string selects the user's default model
          messages: [
            { role: 'system', parts: [{ type: 'text', text: 'Explain code to a colleague, in a few sentences.' }] },
            { role: 'user', parts: [{ type: 'text', text: code }] },
          ],
        },
        token,
      );
      for await (const event of chat) {
        if (event.type === 'text') {
          await append(document, event.text);
        }
      }
      const { usage, model } = await chat.result;
      vscode.window.setStatusBarMessage(`${model}: ${usage.outputTokens ?? '?'} tokens`, 5000);
    });
    return document.getText();
  } catch (error) {
    await showFailure(api, error);
    return undefined;
  }
}

/** The next step depends on the kind of the error. */
async function showFailure(api: OpenLlmApi, error: unknown): Promise<void> {
  if (!api.isError(error)) {
    throw error;
  }
  switch (error.kind) {
    case 'cancelled':
      return;
    case 'auth':
    case 'config':
    case 'model_not_found': {
      const configure = 'Providers and Models';
      if ((await vscode.window.showErrorMessage(error.message, configure)) === configure) {
        await api.configure();
      }
      return;
    }
    default:
      void vscode.window.showErrorMessage([error.message, error.hint].filter(Boolean).join(' '));
  }
}

async function append(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, text);
  await vscode.workspace.applyEdit(edit);
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor ? editor.document.getText(editor.selection) : '';
}
