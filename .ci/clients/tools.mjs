// The tools of the matrix: pinned versions, installed by npm and pip, which run without user interaction.
const prompt = 'Create the file hello.txt, then read hello.txt and README.md, and summarize what you did.';
const unreachable = 'http://127.0.0.1:9';

/**
 * @typedef {object} Tool
 * @property {string} name the name in `open-llm launch`
 * @property {string} packages the npm packages to install, or a pip package with the prefix `pypi:`
 * @property {string[]} args the arguments after `--`
 * @property {Record<string, string>} env additional variables for a run without user interaction
 * @property {Record<string, string>} home the files of a user who configured another provider; they must not change
 */

/** @type {Tool[]} */
export const tools = [
  {
    name: 'claude',
    packages: '@anthropic-ai/claude-code@2.1.332',
    args: ['-p', prompt, '--permission-mode', 'bypassPermissions'],
    env: { IS_SANDBOX: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' },
    home: {
      '.claude/settings.json': JSON.stringify({
        env: { ANTHROPIC_BASE_URL: unreachable, ANTHROPIC_AUTH_TOKEN: 'other', ANTHROPIC_MODEL: 'other' },
      }),
    },
  },
  {
    name: 'codex',
    packages: '@openai/codex@0.171.0',
    args: ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', prompt],
    env: {},
    home: {
      '.codex/config.toml': `model = "other"\nmodel_provider = "other"\n[model_providers.other]\nname = "Other"\nbase_url = "${unreachable}"\n`,
    },
  },
  {
    name: 'opencode',
    packages: 'opencode-ai@1.18.33',
    args: ['run', prompt],
    env: {},
    home: {
      '.config/opencode/opencode.json': JSON.stringify({
        $schema: 'https://opencode.ai/config.json',
        model: 'other/other',
        provider: {
          other: { npm: '@ai-sdk/openai-compatible', options: { baseURL: unreachable }, models: { other: {} } },
        },
      }),
    },
  },
  {
    name: 'aider',
    packages: 'pypi:aider-chat==0.86.2',
    args: [
      '--yes-always',
      '--no-git',
      '--no-pretty',
      '--analytics-disable',
      '--no-check-update',
      '--message',
      prompt,
      'hello.txt',
    ],
    env: {},
    home: { '.aider.conf.yml': `model: openai/other\nopenai-api-base: ${unreachable}\n` },
  },
  {
    name: 'copilot',
    packages: '@github/copilot@1.0.102',
    args: ['-p', prompt, '--allow-all-tools', '--allow-all-paths'],
    env: { COPILOT_OFFLINE: 'true' },
    home: { '.copilot/settings.json': JSON.stringify({ model: 'gpt-5' }) },
  },
  {
    name: 'qwen',
    packages: '@qwen-code/qwen-code@0.24.4',
    args: ['-y', '-p', prompt],
    env: {},
    home: {
      '.qwen/settings.json': JSON.stringify(
        { security: { auth: { selectedType: 'openai' } }, model: { name: 'other' }, $version: 4 },
        null,
        2,
      ),
    },
  },
  {
    name: 'gemini',
    packages: '@google/gemini-cli@0.61.0',
    args: ['-y', '--skip-trust', '-p', prompt],
    env: {},
    home: { '.gemini/settings.json': JSON.stringify({ security: { auth: { selectedType: 'oauth-personal' } } }) },
  },
  {
    name: 'cline',
    packages: 'cline@3.0.65',
    args: ['-t', '100', prompt],
    env: {},
    home: {
      '.cline/data/settings/providers.json': JSON.stringify({
        version: 1,
        lastUsedProvider: 'anthropic',
        providers: {},
      }),
    },
  },
  {
    name: 'continue',
    packages: '@continuedev/cli@1.5.47',
    args: ['-p', '--auto', prompt],
    env: {},
    home: {
      '.continue/config.yaml': `name: mine\nversion: 1.0.0\nschema: v1\nmodels:\n  - {name: other, provider: openai, model: other, apiBase: "${unreachable}"}\n`,
    },
  },
];
