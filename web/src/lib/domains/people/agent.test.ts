import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAgent } from './agent.ts';

test('a browser and its system are told by what everybody calls them', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  assert.deepEqual(describeAgent(iphone), { browser: 'Safari', system: 'iPhone', mobile: true });
  const wechat =
    'Mozilla/5.0 (Linux; Android 14; V2301A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.50';
  assert.deepEqual(describeAgent(wechat), { browser: 'WeChat', system: 'Android', mobile: true });
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0';
  assert.deepEqual(describeAgent(edge), { browser: 'Edge', system: 'Windows', mobile: false });
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0';
  assert.deepEqual(describeAgent(mac), { browser: 'Firefox', system: 'macOS', mobile: false });
  assert.deepEqual(describeAgent('curl/8'), { browser: null, system: null, mobile: false });
});
