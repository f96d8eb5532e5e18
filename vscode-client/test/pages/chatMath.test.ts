import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations, themes } from './browser.js';
import { ChatHost, question, textAnswer, withChat } from './chatHost.js';
import { describePage, screenshot } from './describePage.js';

const text =
  String.raw`The roots of $ax^2 + bx + c = 0$ take \(5 - 2\) minutes and cost neither $5 nor $10:

$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$

\[ \begin{pmatrix} a & b \\ c & d \end{pmatrix} \]

` +
  '`$x$`' +
  ' and $\\nonsense{x}$';

describePage('chat', 'math in a response', (withPage) => {
  const open = withChat(withPage);
  const host = () => new ChatHost([question('q', 'What are the roots?'), textAnswer('a', text)]);

  test('is rendered as MathML, while other text and invalid formulas remain text', async () => {
    await open(host(), async ({ page }) => {
      await page.locator('math').nth(3).waitFor();
      assert.equal(await page.locator('math').count(), 4);
      assert.equal(await page.locator('math[display=block]').count(), 2);
      assert.equal(await page.locator('math mfrac').count(), 1);
      await page.getByText('neither $5 nor $10:').waitFor();
      assert.equal(await page.locator('code', { hasText: '$x$' }).textContent(), '$x$');
      assert.equal(await page.locator('open-llm-math code').last().textContent(), '\\nonsense{x}');
      assert.equal(await page.locator('open-llm-math annotation, open-llm-math [style]').count(), 0);
    });
  });

  test('cannot contain links or images', async () => {
    const malicious = String.raw`$\href{javascript:alert(1)}{x}$ $\htmlClass{y}{x}$ $\text{<img src=x onerror=alert(1)>}$`;
    await open(new ChatHost([question('q', 'Show the formula.'), textAnswer('a', malicious)]), async ({ page }) => {
      await page.locator('math').first().waitFor();
      assert.equal(await page.locator('open-llm-math a, open-llm-math img').count(), 0);
    });
  });

  for (const theme of themes) {
    test(`has no serious accessibility problems in the ${theme} theme`, async () => {
      await withPage({ theme, routes: host().routes(), width: 420 }, async (opened) => {
        await opened.page.locator('math').nth(3).waitFor();
        await screenshot(opened, `chat-math-${theme}`);
        assert.deepEqual(await accessibilityViolations(opened.page), []);
      });
    });
  }
});
