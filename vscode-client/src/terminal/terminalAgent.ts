import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import { OpenLlmError, type ModelInfo, type SettingsParams } from '@open-llm/client';
import type { LaunchCommand } from '@open-llm/client/launch';
import * as vscode from 'vscode';
import { echoProvider } from '../model/echo.js';
import type { ModelList } from '../model/modelList.js';
import type { TerminalGateway } from './terminalGateway.js';

/** A line of the output of `open-llm launch --json`. */
interface AgentTool {
  readonly tool: string;
  readonly title: string;
  readonly launch: boolean;
  readonly installed: boolean;
  readonly path: string | null;
  readonly install: string;
  readonly window: number;
}

export interface TerminalAgentParts {
  readonly models: ModelList;
  readonly gateway: TerminalGateway;
  readonly settings: () => SettingsParams;
  /** Returns the command that starts the packaged program with arguments and additional JVM flags. */
  readonly program: (args: readonly string[], flags: readonly string[]) => Promise<LaunchCommand>;
}

/** Lets the user choose a tool and, if none is specified, a model. Then runs the tool with the model in a terminal. */
export async function openTerminalAgent(parts: TerminalAgentParts, argument: unknown): Promise<void> {
  const model = modelIdOf(argument) ?? (await pickModel(await parts.models.all()));
  const tool = model === undefined ? undefined : await pickTool(await listTools(parts));
  if (model === undefined || tool === undefined) {
    return;
  }
  if (!tool.installed) {
    await offerInstall(tool);
    return;
  }
  await openTerminal(parts, model, tool);
}

/**
 * Returns the model ID from the argument, which is an ID or the description of the table row whose context menu was
 * opened.
 */
function modelIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') {
    return argument;
  }
  const { openLLMModel } = (argument ?? {}) as { openLLMModel?: unknown };
  return typeof openLLMModel === 'string' ? openLLMModel : undefined;
}

async function pickModel(models: readonly ModelInfo[]): Promise<string | undefined> {
  const usable = models.filter(({ provider }) => provider !== echoProvider);
  if (usable.length === 0) {
    throw OpenLlmError.of('config', vscode.l10n.t('No model is configured yet.'));
  }
  const picked = await vscode.window.showQuickPick(
    usable.map(({ id, name, capabilities }) => ({
      label: name,
      description: id,
      id,
      ...(capabilities.tools ? {} : { detail: vscode.l10n.t('Does not support tool calls') }),
    })),
    {
      title: vscode.l10n.t('Open in Terminal Agent'),
      placeHolder: vscode.l10n.t('Choose a model'),
      matchOnDescription: true,
    },
  );
  return picked?.id;
}

/** Requests the tools from the server program, so the list includes all tools that the command line supports. */
async function listTools({ program }: TerminalAgentParts): Promise<readonly AgentTool[]> {
  const { command, args, env } = await program(['launch', '--json'], []);
  const { stdout } = await promisify(execFile)(command, [...args], { env, cwd: homedir(), windowsHide: true });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AgentTool)
    .filter(({ launch }) => launch);
}

async function pickTool(tools: readonly AgentTool[]): Promise<AgentTool | undefined> {
  const toItem = (tool: AgentTool): vscode.QuickPickItem & { readonly tool: AgentTool } => ({
    label: tool.title,
    description: tool.installed ? (tool.path ?? '') : tool.install,
    tool,
  });
  const missing = tools.filter(({ installed }) => !installed);
  const picked = await vscode.window.showQuickPick(
    [
      ...tools.filter(({ installed }) => installed).map(toItem),
      ...(missing.length === 0
        ? []
        : [{ label: vscode.l10n.t('Not installed'), kind: vscode.QuickPickItemKind.Separator }]),
      ...missing.map(toItem),
    ],
    { title: vscode.l10n.t('Open in Terminal Agent'), placeHolder: vscode.l10n.t('Choose a tool') },
  );
  return picked !== undefined && 'tool' in picked ? picked.tool : undefined;
}

async function offerInstall({ title, install }: AgentTool): Promise<void> {
  const copy = vscode.l10n.t('Copy');
  const text = vscode.l10n.t('{0} is not installed. Install it with: {1}', title, install);
  if ((await vscode.window.showInformationMessage(text, copy)) === copy) {
    await vscode.env.clipboard.writeText(install);
  }
}

/**
 * Runs the tool without a shell, so no quoting is needed. The token for the run never leaves the process that creates
 * it.
 */
async function openTerminal(parts: TerminalAgentParts, model: string, tool: AgentTool): Promise<void> {
  const address = await parts.gateway.acquire(parts.settings());
  let terminal: vscode.Terminal;
  try {
    const { command, args, env } = await parts.program(
      ['launch', tool.tool, '--model', model, '--gateway', address],
      ['-Dopenllm.terminals=012'],
    );
    terminal = vscode.window.createTerminal({
      name: tool.title,
      shellPath: command,
      shellArgs: [...args],
      env: Object.fromEntries(
        ['PATH', 'LC_ALL', 'LC_CTYPE'].flatMap((name) => (name in env ? [[name, env[name]]] : [])),
      ),
      iconPath: new vscode.ThemeIcon('hubot'),
      isTransient: true,
    });
  } catch (failure) {
    parts.gateway.release();
    throw failure;
  }
  const subscription = vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) {
      subscription.dispose();
      parts.gateway.release();
    }
  });
  terminal.show();
}
