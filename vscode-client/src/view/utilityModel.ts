import * as vscode from 'vscode';

const section = 'chat';
const setting = 'byokUtilityModelDefault';
const askedKey = 'utilityModelAsked';

/**
 * VS Code's agent also makes small requests of its own, for titles and summaries, and refuses to work with a model
 * that is not GitHub's while its setting for them says `none`, as it does by default in VS Code 1.128. Says so once, and
 * sets it when the person agrees. Later versions ask for it themselves.
 */
export async function offerUtilityModel(memento: vscode.Memento): Promise<void> {
  const chat = vscode.workspace.getConfiguration(section);
  if (chat.get(setting) !== 'none' || memento.get(askedKey)) {
    return;
  }
  await memento.update(askedKey, true);
  const use = vscode.l10n.t('Use the Chosen Model');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'VS Code’s agent needs to know which model makes its small requests, for titles and summaries. Without one it does not work with your own models.',
    ),
    use,
    vscode.l10n.t('Not Now'),
  );
  if (chosen === use) {
    await chat.update(setting, 'mainAgent', vscode.ConfigurationTarget.Global);
  }
}
