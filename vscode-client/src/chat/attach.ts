import { OpenLlmError } from '@open-llm/client';
import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import type { Attachment } from './session.js';

const imageMimeTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};
const pdfMimeType = 'application/pdf';
/** The maximum size of an attachment, in bytes. Providers do not accept larger attachments. */
const maxBytes = 10 * 1024 * 1024;

/** Lets the user choose files to attach. */
export async function chooseFiles(): Promise<Attachment[]> {
  const chosen = await vscode.window.showOpenDialog({ canSelectMany: true, openLabel: vscode.l10n.t('Attach') });
  return Promise.all((chosen ?? []).map(readAttachment));
}

/** Reads a file as an attachment. Images and documents are attached unchanged; all other files are attached as text. */
export async function readAttachment(uri: vscode.Uri): Promise<Attachment> {
  if ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) {
    throw OpenLlmError.of(
      'invalid_request',
      vscode.l10n.t('{0} is a folder.', basename(uri.path)),
      vscode.l10n.t('Attach the files in the folder instead.'),
    );
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  const mimeType = imageMimeTypes[extname(uri.path).toLowerCase()] ?? (uri.path.endsWith('.pdf') ? pdfMimeType : '');
  return toAttachment(basename(uri.path), mimeType, bytes);
}

/** Creates an attachment from bytes that were pasted, dropped, or read. */
export function toAttachment(name: string, mimeType: string, bytes: Uint8Array): Attachment {
  if (bytes.length > maxBytes) {
    throw OpenLlmError.of(
      'invalid_request',
      vscode.l10n.t('{0} is larger than 10 MB.', name),
      vscode.l10n.t('Attach only part of the file.'),
    );
  }
  const base64 = (): string => Buffer.from(bytes).toString('base64');
  if (mimeType.startsWith('image/')) {
    return { kind: 'image', name, mimeType, data: base64() };
  }
  if (mimeType === pdfMimeType) {
    return { kind: 'file', name, mimeType, data: base64() };
  }
  if (bytes.includes(0)) {
    throw OpenLlmError.of('invalid_request', vscode.l10n.t('{0} is not a text file, an image, or a PDF.', name));
  }
  return {
    kind: 'text',
    name,
    mimeType: `text/${extname(name).slice(1) || 'plain'}`,
    data: Buffer.from(bytes).toString('utf8'),
  };
}

/**
 * Creates an attachment from the selection in the most recently used editor, or from its entire text if nothing is
 * selected.
 */
export function selectionAttachment(): Attachment {
  const editor = lastEditor();
  if (!editor) {
    throw OpenLlmError.of('invalid_request', vscode.l10n.t('No editor is open.'), vscode.l10n.t('Open a file first.'));
  }
  const { document, selection } = editor;
  const path = vscode.workspace.asRelativePath(document.uri);
  const lines = `${selection.start.line + 1}-${selection.end.line + 1}`;
  return {
    kind: 'text',
    name: selection.isEmpty ? path : `${path}:${lines}`,
    mimeType: `text/${document.languageId}`,
    data: document.getText(selection.isEmpty ? undefined : selection),
  };
}

/** Returns the active editor or, if none has the focus because the user is typing in the side bar, a visible one. */
export function lastEditor(): vscode.TextEditor | undefined {
  return (
    vscode.window.activeTextEditor ??
    vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined)
  );
}
