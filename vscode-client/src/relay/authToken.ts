import type { OpenLlmClient } from '@open-llm/client';
import type { Redactor } from '../server/redactor.js';

/** The members of `vscode.authentication` that this extension uses. */
export interface Accounts {
  getSession(
    account: string,
    scopes: readonly string[],
    options: { silent: true } | { createIfNone: true },
  ): PromiseLike<{ readonly accessToken: string } | undefined>;
}

/**
 * Returns a function that provides tokens for accounts in VS Code, such as the Microsoft account of the user. VS Code
 * stores and renews the tokens, and asks the user before an extension receives the first one. The tokens are masked in
 * the log.
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
      return undefined; // the user refused, or VS Code has no such account
    }
  };
}
