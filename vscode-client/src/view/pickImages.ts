import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import type { PromptImage } from '../playground/run.js';

/** The MIME types that models accept, by file name extension. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

/**
 * The maximum size of an image, in bytes: providers accept at most 5 MB
 * (https://docs.anthropic.com/en/docs/build-with-claude/vision).
 */
export const maxImageBytes = 5 * 1024 * 1024;

/** Lets the user choose images. Images that models do not accept are omitted, and their names are returned. */
export async function pickImages(): Promise<{ images: PromptImage[]; refused: string[] }> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t('Attach images'),
    openLabel: vscode.l10n.t('Attach'),
    filters: { [vscode.l10n.t('Images')]: Object.keys(mimeTypes).map((extension) => extension.slice(1)) },
  });
  const images: PromptImage[] = [];
  const refused: string[] = [];
  for (const uri of chosen ?? []) {
    const name = basename(uri.path);
    const mimeType = mimeTypes[extname(uri.path).toLowerCase()];
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (mimeType === undefined || bytes.byteLength > maxImageBytes) {
      refused.push(name);
    } else {
      images.push({ name, mimeType, data: Buffer.from(bytes).toString('base64') });
    }
  }
  return { images, refused };
}
