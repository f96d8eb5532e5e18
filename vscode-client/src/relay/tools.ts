import { OpenLlmError, type CallToolResult, type OpenLlmClient } from '@open-llm/client';
import * as vscode from 'vscode';
import { toParts } from '../model/messages.js';
import { readPart } from '../model/parts.js';

/**
 * The tools that extensions and MCP servers registered in VS Code, for other clients that are connected to the same
 * server. The tools are called without a token of a chat, so VS Code shows a dialog for each tool that needs
 * confirmation.
 */
export const tools = {
  list: () =>
    vscode.lm.tools.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema: { ...inputSchema },
    })),

  call: async ({ name, arguments: input }, signal) => {
    if (!vscode.lm.tools.some((tool) => tool.name === name)) {
      throw OpenLlmError.of('invalid_request', vscode.l10n.t('There is no tool named {0}.', name));
    }
    const cancellation = new vscode.CancellationTokenSource();
    signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
    try {
      const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, cancellation.token);
      return { content: result.content.flatMap((part) => toParts(readPart(part))), isError: false };
    } catch (failure) {
      return toErrorResult(failure, name, signal);
    } finally {
      cancellation.dispose();
    }
  },
} satisfies NonNullable<OpenLlmClient['tools']>;

function toErrorResult(failure: unknown, name: string, signal: AbortSignal): CallToolResult {
  if (signal.aborted) {
    throw OpenLlmError.cancelled();
  }
  if (failure instanceof vscode.CancellationError || (failure instanceof Error && failure.name === 'Canceled')) {
    throw OpenLlmError.of('permission', vscode.l10n.t('The call to {0} was declined in VS Code.', name));
  }
  const text = failure instanceof Error ? failure.message : String(failure);
  return { content: [{ type: 'text', text }], isError: true };
}
