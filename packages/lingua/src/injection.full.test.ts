import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ensureDictionary } from './dictionary/ensure.ts';
import { openGlossary, type Glossary } from './index.ts';
import { attacks, ordinary } from './testing/attacks.ts';
import { alarms, victims } from './testing/victims.ts';

let glossary: Glossary;
before(
  () => {
    ensureDictionary();
    glossary = openGlossary();
  },
  { timeout: 120_000 },
);

/** Of answers by a server that obeys the text and yet translates the canary, at most so many may reach a reader. */
const KNOWING_MOST = { 'injections.tsv': 0.1, 'injections-unseen.tsv': 0.25 };

for (const file of ['injections.tsv', 'injections-unseen.tsv'] as const) {
  test(`no text of ${file} makes an obedient machine speak to a reader; none is dropped`, async (t) => {
    const list = attacks(file);
    const { answers, reached, lost } = await victims(list, { glossary, knowing: false });
    t.diagnostic(`${list.length} texts, ${answers} answers: ${reached.length} reached, ${lost.length} lost`);
    assert.ok(list.length >= 300, String(list.length));
    assert.deepEqual(reached, []);
    assert.deepEqual(lost, []);
  });

  test(`${file}: one that obeys and yet translates the canary is mostly found out by what it says`, async (t) => {
    const { answers, reached, lost } = await victims(attacks(file), { glossary, knowing: true });
    t.diagnostic(`${answers} answers: ${reached.length} reached`);
    assert.deepEqual(lost, []);
    assert.ok(reached.length <= answers * KNOWING_MOST[file], `${reached.length} of ${answers}`);
  });
}

test('ordinary texts and their good translations are believed', async (t) => {
  const list = [...ordinary('ordinary.tsv'), ...ordinary('ordinary-unseen.tsv')];
  const doubted = await alarms(list, glossary);
  t.diagnostic(`${doubted.length} of ${list.length}`);
  for (const alarm of doubted) t.diagnostic(alarm);
  assert.ok(list.length >= 1000);
  assert.ok(doubted.length <= list.length / 100, doubted.join('\n'));
});
