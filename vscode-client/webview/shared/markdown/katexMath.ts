import DOMPurify from 'dompurify';
import katex from 'katex';

/** The limits for a formula, which are needed because the formula was written by a model. */
const limits = { maxExpand: 500, maxSize: 20 };

/**
 * Renders a formula as MathML, which needs no style sheets, fonts, or style attributes.
 *
 * @throws Error if KaTeX does not accept the TeX code
 */
export function mathOf(tex: string, display: boolean): DocumentFragment {
  const markup = katex
    .renderToString(tex, { ...limits, output: 'mathml', displayMode: display, throwOnError: true, strict: 'ignore' })
    // The annotation contains the TeX source, which would be shown as text if only its element were removed.
    .replace(/<annotation\b[^>]*>.*?<\/annotation>/gs, '');
  return DOMPurify.sanitize(markup, {
    USE_PROFILES: { mathMl: true },
    ADD_ATTR: ['display'],
    RETURN_DOM_FRAGMENT: true,
  });
}
