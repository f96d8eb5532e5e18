import DOMPurify from 'dompurify';
import katex from 'katex';

/** The expansion limit of a formula: the text is a model's. */
const limits = { maxExpand: 500, maxSize: 20 };

/**
 * A formula as MathML, which needs neither style sheets nor fonts nor style attributes.
 *
 * @throws Error when it is not valid TeX for KaTeX
 */
export function mathOf(tex: string, display: boolean): DocumentFragment {
  const markup = katex
    .renderToString(tex, { ...limits, output: 'mathml', displayMode: display, throwOnError: true, strict: 'ignore' })
    // The source, which would be shown as text if its element were removed.
    .replace(/<annotation\b[^>]*>.*?<\/annotation>/gs, '');
  return DOMPurify.sanitize(markup, {
    USE_PROFILES: { mathMl: true },
    ADD_ATTR: ['display'],
    RETURN_DOM_FRAGMENT: true,
  });
}
