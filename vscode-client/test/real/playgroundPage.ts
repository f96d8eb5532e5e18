// The elements of the playground page, and what a user does with them.
import type { Locator } from 'playwright-core';
import type { WebView } from './webView.js';

export function column(page: WebView, model: string): Locator {
  return page.getByRole('region', { name: named(model) });
}

export async function ask(page: WebView, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

/** Chooses the models of the columns from left to right with the keyboard. */
export async function choose(page: WebView, names: readonly string[]): Promise<void> {
  const pickers = page.getByRole('button', { name: /^Model: / });
  await pickers.nth(1).waitFor();
  while ((await pickers.count()) < names.length) {
    await page.getByRole('button', { name: 'Add model' }).click();
  }
  for (const [at, name] of names.entries()) {
    await pickers.nth(at).click();
    await page.getByRole('combobox').fill(name === 'One' ? 'one constant' : name === 'one' ? 'gone' : name);
    await page.getByRole('combobox').press('Enter');
    await page.getByRole('button', { name: named(`Model: ${name}`) }).waitFor();
  }
}

/**
 * Matches a model name, optionally followed by the name of the provider, which is shown if two models have the same
 * name.
 */
function named(name: string): RegExp {
  return new RegExp(`^${name}( \\(.*\\))?$`);
}
