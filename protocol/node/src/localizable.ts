import type { MessageTemplate } from './protocol.js';

/** An English message with its template. Where the message is shown, a client can translate the template. */
export interface Localizable {
  readonly message: string;
  readonly template: MessageTemplate;
}

/** Creates messages like `vscode.l10n.t`, whose call a test of the translation also looks for. */
export const words = {
  t(template: string, ...args: (string | number)[]): Localizable {
    const message = template.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
    return { message, template: { template, args } };
  },
};
