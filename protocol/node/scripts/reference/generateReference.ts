import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, CommentTag, type Context, Converter, type DeclarationReflection } from 'typedoc';

const API = 'The API';
const PROTOCOL = 'Requests, responses and errors';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Generates the API reference for other VS Code extensions as Markdown. Fails if the API uses a type that is not
 * listed.
 */
export async function generateReference(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'open-llm-reference-'));
  try {
    const app = await Application.bootstrapWithPlugins({
      entryPoints: [here('entry.ts')],
      tsconfig: here('../../tsconfig.json'),
      plugin: ['typedoc-plugin-markdown'],
      out,
      readme: here('intro.md'),
      sort: ['source-order'],
      groupOrder: [API, PROTOCOL],
      disableSources: true,
      disableGit: true,
      validation: { notExported: true, invalidLink: true },
      treatWarningsAsErrors: true,
      treatValidationWarningsAsErrors: true,
      logLevel: 'Warn',
      ...({
        outputFileStrategy: 'modules',
        mergeReadme: true,
        hidePageHeader: true,
        hideBreadcrumbs: true,
        hidePageTitle: true,
        expandObjects: true,
        parametersFormat: 'table',
        interfacePropertiesFormat: 'table',
        typeDeclarationFormat: 'table',
        tableColumnSettings: { hideDefaults: true },
      } as object),
    });
    app.converter.on(Converter.EVENT_CREATE_DECLARATION, group);
    const project = await app.convert();
    if (!project) throw new Error('TypeDoc could not read the API.');
    app.validate(project);
    await app.generateOutputs(project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc reported problems.');
    return await readFile(join(out, 'README.md'), 'utf8');
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** Groups the types so that the API types come first. */
function group(context: Context, type: DeclarationReflection): void {
  const file = context.getSymbolFromReflection(type)?.declarations?.[0]?.getSourceFile().fileName ?? '';
  const text = file.endsWith('vscode.ts') ? API : PROTOCOL;
  if (type.parent?.isProject()) type.comment?.blockTags.push(new CommentTag('@group', [{ kind: 'text', text }]));
}
