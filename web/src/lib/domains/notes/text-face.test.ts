import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CARD_BACKGROUNDS } from '@jujube/contract/card-backgrounds';
import { faceCss, faceSvg } from './text-face.ts';

test('every background has its rules and its drawing', () => {
  const css = faceCss();
  for (const background of CARD_BACKGROUNDS) {
    assert.ok(css.includes(`.face-${background.id} {`), background.id);
    const svg = faceSvg(background);
    assert.equal(svg.split('<path').length - 1, background.art.length);
    for (const [, id] of svg.matchAll(/url\(#([\w-]+)\)/g))
      assert.ok(svg.includes(`id="${id}"`), `${background.id} ${id}`);
  }
});
