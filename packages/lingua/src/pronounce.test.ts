import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pronounce } from './pronounce.ts';

test('English words are said as Americans say them, with the stress before its syllable', () => {
  const said: Record<string, string> = {
    cat: 'kæt',
    about: 'əˈbaʊt',
    potluck: 'ˈpɑtˌlʌk',
    water: 'ˈwɔtɚ',
    computer: 'kəmˈpjutɚ',
    deductible: 'dɪˈdʌktəbəl',
    restaurant: 'ˈɹɛstɚˌɑnt',
    singing: 'ˈsɪŋɪŋ',
    extra: 'ˈɛkstɹə',
    Obsessed: 'əbˈsɛst',
    'grocery store': 'ˈɡɹoʊsɚi stɔɹ',
    'don’t': 'doʊnt',
    thinking: 'ˈθɪŋkɪŋ',
  };
  for (const [word, ipa] of Object.entries(said)) assert.equal(pronounce(word), ipa, word);
});

test('what the dictionary does not have is not made up', () => {
  for (const word of ['yyds', 'hasownproperty', '', '你好', '42', 'grocery yyds'])
    assert.equal(pronounce(word), undefined, word);
});

test('a possessive of a known word is said with the ending its last sound asks for', () => {
  assert.equal(pronounce("potluck's"), 'ˈpɑtˌlʌks');
  assert.equal(
    pronounce("jujube's"),
    pronounce('jujube') === undefined ? undefined : `${pronounce('jujube')}z`,
  );
});
