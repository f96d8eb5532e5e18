import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupByFamily } from '../../src/model/providerFamilies.js';
import { builtIn } from '../pages/providersData.js';

test('a provider has one row for all its regions and plans', () => {
  const providers = [
    builtIn('openai', 'OpenAI'),
    builtIn('alibaba', 'Alibaba'),
    builtIn('alibaba-cn', 'Alibaba (China)'),
    builtIn('alibaba-coding-plan-cn', 'Alibaba Coding Plan (China)'),
    builtIn('minimax', 'MiniMax (minimax.io)'),
    builtIn('minimax-cn', 'MiniMax (minimaxi.com)'),
    builtIn('tencent-coding-plan', 'Tencent Coding Plan (China)'),
  ];
  assert.deepEqual(
    groupByFamily(providers).map(({ name, endpoints }) => [name, endpoints.map((endpoint) => endpoint.name)]),
    [
      ['OpenAI', ['openai']],
      ['Alibaba', ['alibaba', 'alibaba-cn', 'alibaba-coding-plan-cn']],
      ['MiniMax', ['minimax', 'minimax-cn']],
      ['Tencent Coding Plan (China)', ['tencent-coding-plan']],
    ],
  );
});
