import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHandle, handleSkeleton, isReserved, suggestHandles } from './handles.ts';
import { checkName, isImpostor } from './names.ts';
import { checkEmail, noEmail, shownEmail } from './emails.ts';

test('handles are kept in lower case, without the @; page addresses and words of trust are reserved', () => {
  assert.equal(checkHandle(' @Anna_Lee '), 'anna_lee');
  for (const bad of ['ab', 'x'.repeat(31), 'a-b-c', '123456', '阿梨梨', 'a b c', '']) {
    assert.throws(() => checkHandle(bad), /handle_invalid/, bad);
  }
  for (const word of ['admin', 'Adm1n', 'r00t', 'jujube', 'ju_jube', 'explore', 'sett1ngs', 'gone_12']) {
    assert.throws(() => checkHandle(word), /handle_reserved/, word);
  }
  assert.equal(isReserved('administer'), false);
});

test('handles that look alike have one skeleton, others do not', () => {
  for (const [one, other] of [
    ['paul', 'pau1'],
    ['bob', 'b0b'],
    ['mona', 'rnona'],
    ['anna_', 'anna'],
    ['a__b', 'a_b'],
    ['vvanda', 'wanda'],
  ]) {
    assert.equal(handleSkeleton(one!), handleSkeleton(other!), `${one} ${other}`);
  }
  for (const [one, other] of [
    ['anna', 'hanna'],
    ['ian', 'lan'],
    ['a_b', 'ab'],
    ['mia', 'mio'],
  ]) {
    assert.notEqual(handleSkeleton(one!), handleSkeleton(other!), `${one} ${other}`);
  }
});

test('a handle is made from Latin letters of the name, else from friendly words; Chinese is never romanised', () => {
  assert.equal(suggestHandles('Zoë Müller-Sørensen')[0], 'zoe_muller_sorensen');
  assert.equal(suggestHandles('Anna 安娜')[0], 'anna');
  for (const name of ['半糖阿梨', '🍐', 'Al', '42', 'Admin']) {
    for (const handle of suggestHandles(name)) assert.equal(checkHandle(handle), handle);
    assert.doesNotMatch(suggestHandles(name)[0]!, /ban|tang|ali|^admin$/);
  }
  assert.ok(suggestHandles('x'.repeat(60)).every((handle) => handle.length <= 30));
});

test('names in any script are kept as written; those of people in charge are not for others', () => {
  assert.equal(checkName('  半糖\u202e阿梨 '), '半糖阿梨');
  assert.equal(checkName('👩‍👩‍👧 Fam'), '👩‍👩‍👧 Fam');
  assert.equal(checkName('👨‍👩‍👧‍👦'.repeat(40)), '👨‍👩‍👧‍👦'.repeat(40));
  for (const bad of ['', ' \u200d ', 'x'.repeat(41)]) assert.throws(() => checkName(bad), /name_invalid/);
  for (const name of ['Admin', 'ADMIN!', 'Αdmin', 'аdmin', 'J u j u b e', '官方', '管理员 ', '站·长'])
    assert.ok(isImpostor(name, []), name);
  assert.ok(isImpostor('Wаng Xiaoming', ['Wang Xiaoming']));
  for (const name of ['Adminton', '半糖阿梨', 'Ming', '🍐', 'Official Ann'])
    assert.equal(isImpostor(name, ['Wang Xiaoming']), false, name);
});

test('an internal address is nobody’s', () => {
  assert.equal(checkEmail(' Ann@Example.ORG '), 'ann@example.org');
  for (const bad of ['ann', 'ann@', 'a b@example.org', noEmail('12'), `${'x'.repeat(250)}@example.org`]) {
    assert.throws(() => checkEmail(bad), /email_invalid/, bad);
  }
  assert.deepEqual([shownEmail(noEmail('12')), shownEmail('a@b.org')], [null, 'a@b.org']);
});
