import type { OpenLlmClient } from '@open-llm/client';
import type { Redactor } from '../server/redactor.js';

/** The used part of `vscode.authentication`. */
export interface Accounts {
  getSession(
    account: string,
    scopes: readonly string[],
    options: { silent: true } | { createIfNone: true },
  ): PromiseLike<{ readonly accessToken: string } | undefined>;
}

/**
 * Tokens of the accounts that VS Code knows, such as its Microsoft account. VS Code stores and renews them, and asks
 * the user before an extension receives the first one. Tokens are masked in the log.
 */
export function authToken(accounts: Accounts, redactor: Redactor): NonNullable<OpenLlmClient['authToken']> {
  return async ({ account, scopes, interactive }) => {
    try {
      const session = await accounts.getSession(
        account,
        scopes,
        interactive ? { createIfNone: true } : { silent: true },
      );
      if (session) {
        redactor.remember(session.accessToken);
      }
      return session?.accessToken;
    } catch {
      return undefined; // the user said no, or this VS Code has no such account
    }
  };
}
