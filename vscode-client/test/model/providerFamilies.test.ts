import assert from 'node:assert/strict';
import { test } from 'node:test';
import { familiesOf } from '../../src/model/providerFamilies.js';
import { known } from '../pages/providersData.js';

test('a provider has one row for all its regions and plans', () => {
  const providers = [
    known('openai', 'OpenAI'),
    known('alibaba', 'Alibaba'),
    known('alibaba-cn', 'Alibaba (China)'),
    known('alibaba-coding-plan-cn', 'Alibaba Coding Plan (China)'),
    known('minimax', 'MiniMax (minimax.io)'),
    known('minimax-cn', 'MiniMax (minimaxi.com)'),
    known('tencent-coding-plan', 'Tencent Coding Plan (China)'),
  ];
  assert.deepEqual(
    familiesOf(providers).map(({ name, endpoints }) => [name, endpoints.map((endpoint) => endpoint.name)]),
    [
      ['OpenAI', ['openai']],
      ['Alibaba', ['alibaba', 'alibaba-cn', 'alibaba-coding-plan-cn']],
      ['MiniMax', ['minimax', 'minimax-cn']],
      ['Tencent Coding Plan (China)', ['tencent-coding-plan']],
    ],
  );
});
