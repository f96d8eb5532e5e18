/** The comment syntax of languages, by VS Code language ID. */
const syntaxes: readonly { readonly languages: string; readonly line?: RegExp; readonly block?: [string, string] }[] = [
  {
    languages:
      'c cpp cuda-cpp objective-c objective-cpp csharp dart fsharp glsl go groovy hlsl java javascript javascriptreact ' +
      'jsonc kotlin less proto rust sass scala scss shaderlab solidity swift typescript typescriptreact v verilog ' +
      'systemverilog zig jsonnet gradle',
    line: /\/\//,
    block: ['/*', '*/'],
  },
  { languages: 'php', line: /\/\/|#(?!\[)/, block: ['/*', '*/'] },
  { languages: 'terraform hcl', line: /\/\/|#/, block: ['/*', '*/'] },
  { languages: 'css', block: ['/*', '*/'] },
  {
    languages:
      'python shellscript yaml dockerfile makefile perl perl6 r ruby toml elixir coffeescript cmake nix fish graphql ' +
      'dockercompose ignore gitignore properties julia crystal nim',
    line: /(?:^|\s)#/,
  },
  { languages: 'powershell', line: /(?:^|\s)#/, block: ['<#', '#>'] },
  { languages: 'sql plsql', line: /--/, block: ['/*', '*/'] },
  { languages: 'lua', line: /--/, block: ['--[[', ']]'] },
  { languages: 'haskell elm', line: /--/, block: ['{-', '-}'] },
  { languages: 'ada vhdl', line: /--/ },
  { languages: 'clojure lisp scheme racket', line: /;/ },
  { languages: 'ini asm', line: /^\s*[;#]/ },
  { languages: 'latex tex bibtex erlang matlab prolog', line: /%/ },
  { languages: 'vb vba', line: /'/ },
  { languages: 'bat', line: /^\s*(?:rem\b|::)/i },
  { languages: 'html xml xsl vue svelte markdown', block: ['<!--', '-->'] },
];

/** Matches quoted text on one line, which cannot contain comments. */
const stringLiterals = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** The number of characters before the cursor that are searched for the start of a block comment. */
const maxLookback = 4000;

/** Returns whether the end of the prefix is inside a comment. */
export function endsInComment(languageId: string, prefix: string): boolean {
  const syntax = syntaxes.find(({ languages }) => languages.split(' ').includes(languageId));
  if (!syntax) {
    return false;
  }
  const { line, block } = syntax;
  const lastLine = prefix.slice(prefix.lastIndexOf('\n') + 1);
  const code = languageId === 'vb' || languageId === 'vba' ? lastLine : lastLine.replace(stringLiterals, '');
  if (line?.test(code)) {
    return true;
  }
  return block !== undefined && isUnclosed(prefix.slice(-maxLookback), block);
}

function isUnclosed(text: string, [begin, end]: [string, string]): boolean {
  const openIndex = text.lastIndexOf(begin);
  return openIndex >= 0 && text.indexOf(end, openIndex + begin.length) < 0;
}
