import DOMPurify from 'dompurify';

/** The elements that Markdown without raw HTML can produce. All other elements are removed. */
const allowedTags = [
  'p',
  'br',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'strong',
  'em',
  's',
  'code',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'li',
  'a',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'open-llm-code-block',
  'open-llm-math',
];
const allowedAttributes = ['href', 'title', 'start', 'align', 'language', 'tex', 'display'];

/**
 * Returns the elements of an HTML fragment without anything that runs code or loads content, as a second line of
 * defense after the parser.
 */
export function sanitize(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: allowedAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    CUSTOM_ELEMENT_HANDLING: {
      tagNameCheck: /^open-llm-(code-block|math)$/,
      attributeNameCheck: /^(language|tex|display)$/,
      allowCustomizedBuiltInElements: false,
    },
    RETURN_DOM_FRAGMENT: true,
  });
}
