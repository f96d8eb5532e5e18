import * as vscode from 'vscode';

/**
 * Opens a link in a response. Web addresses are opened by VS Code, which asks for confirmation if the host is
 * untrusted. Paths are opened if they refer to workspace files. All other links are ignored.
 */
export async function openLink(href: string): Promise<void> {
  if (/^(?:https?|mailto):/i.test(href)) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(href, true));
    return;
  }
  const [, path = '', line] = /^(?:\.\/)?([^#:]+)(?:[#:]L?(\d+))?/.exec(decodeURIComponent(href)) ?? [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(uri, path);
    const isInside = file.path.startsWith(`${uri.path}/`);
    if (
      isInside &&
      (await vscode.workspace.fs.stat(file).then(
        () => true,
        () => false,
      ))
    ) {
      const position = new vscode.Position(Math.max(0, Number(line ?? 1) - 1), 0);
      await vscode.window.showTextDocument(file, { selection: new vscode.Range(position, position) });
      return;
    }
  }
}
