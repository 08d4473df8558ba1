import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import {
  byVotes,
  castsDoubt,
  drawn,
  mayBecome,
  mostObjections,
  mostOpen,
  neededSupport,
  REVIEW_MS,
  standingOf,
  STAYS_MS,
  WAIT_MS,
  weightOf,
  type Ballot,
  type Matter,
} from './rules.ts';

const sign = (text: string) => createHmac('sha256', 'a secret').update(text).digest('base64url');
const NONE = { stayed: 0, reverted: 0, malicious: 0, supported: 0, overruled: 0 };

function yes(many: number, other: Partial<Ballot> = {}): Ballot[] {
  return Array.from({ length: many }, (_, at) => ({
    ...{ personId: `yes${at}`, vote: 'for', weight: 1, drawn: true, doubted: false },
    ...other,
  }));
}

const no = (many: number, weight = 1) => yes(many, { vote: 'against', weight });

const matter = (other: Partial<Matter>): Matter => ({
  ...{ state: 'open', openedAt: 0, acceptedAt: null, byWord: false, giverDoubted: false, electorate: 60 },
  ballots: [],
  ...other,
});

test('nothing comes into force by votes before everybody had a day to object', () => {
  const open = matter({ ballots: yes(40) });
  assert.equal(byVotes(open, WAIT_MS - 1), 'open');
  assert.equal(byVotes(open, WAIT_MS), 'accepted');
});

test('it takes several people of standing who were drawn and are not in doubt', () => {
  const after = (ballots: Ballot[]) => byVotes(matter({ ballots }), WAIT_MS);
  assert.equal(after(yes(5)), 'accepted');
  assert.equal(after(yes(4)), 'open');
  assert.equal(after(yes(40, { weight: 0 })), 'open');
  assert.equal(after(yes(40, { drawn: false })), 'open');
  assert.equal(after(yes(40, { doubted: true })), 'open');
  assert.equal(byVotes(matter({ ballots: yes(5), giverDoubted: true }), WAIT_MS), 'open');
});

test('one objection holds it, whatever speaks for it; without standing it does not', () => {
  assert.equal(byVotes(matter({ ballots: [...yes(40), ...no(1)] }), WAIT_MS), 'held');
  assert.equal(byVotes(matter({ ballots: [...yes(5), ...no(40, 0)] }), WAIT_MS), 'accepted');
});

test('what is in force is taken back the more easily the younger it is', () => {
  const accepted = (objections: number, age: number) =>
    byVotes(matter({ state: 'accepted', acceptedAt: 0, ballots: no(objections) }), age);
  assert.equal(accepted(1, REVIEW_MS - 1), 'held');
  assert.equal(accepted(1, REVIEW_MS), 'accepted');
  assert.equal(accepted(2, REVIEW_MS), 'held');
  assert.equal(accepted(4, STAYS_MS), 'accepted');
  assert.equal(accepted(5, STAYS_MS), 'held');
});

test('the word of the author, and of those who keep the rules, is not undone by votes', () => {
  const accepted = matter({ state: 'accepted', acceptedAt: 0, byWord: true, ballots: no(40) });
  assert.equal(byVotes(accepted, 1), 'accepted');
});

test('two objections cast doubt on all who stand behind a thing', () => {
  assert.equal(castsDoubt({ state: 'held', ballots: no(1) }), false);
  assert.equal(castsDoubt({ state: 'held', ballots: no(2) }), true);
  assert.equal(castsDoubt({ state: 'refused', ballots: no(2) }), false);
});

test('standing grows slowly, falls fast, and is gone after harm', () => {
  assert.equal(standingOf({ ...NONE, stayed: 10 }), 10);
  assert.equal(standingOf({ ...NONE, stayed: 10, reverted: 1 }), 7);
  assert.equal(standingOf({ ...NONE, stayed: 10, overruled: 2 }), 6);
  assert.equal(weightOf(standingOf({ ...NONE, stayed: 7, supported: 1 })), 0);
  const harmful = standingOf({ ...NONE, stayed: 30, malicious: 1 });
  assert.equal(weightOf(harmful), 0);
  assert.equal(mostOpen(harmful), 0);
});

test('weights, limits and needs in small houses and large ones', () => {
  assert.deepEqual([0, 2, 3, 29, 30, 500].map(weightOf), [0, 0, 1, 1, 2, 2]);
  assert.deepEqual([0, 10, 100].map(mostOpen), [5, 15, 20]);
  assert.deepEqual([-9, 3, 10, 100].map(mostObjections), [1, 1, 2, 5]);
  assert.deepEqual([0, 3, 9, 12, 90].map(neededSupport), [2, 2, 3, 3, 5]);
});

test('who is asked is drawn: one of three, always the same for a sentence, and all in a small house', () => {
  const asked = (electorate: number, sentence: string) =>
    Array.from({ length: 3000 }, (_, at) => String(at)).filter((personId) =>
      drawn({ sentence, personId, sign, electorate }),
    );
  assert.equal(asked(17, 'one').length, 3000);
  const first = asked(18, 'one');
  assert.ok(first.length > 900 && first.length < 1100, String(first.length));
  assert.deepEqual(asked(90, 'one'), first);
  assert.notDeepEqual(asked(90, 'two'), first);
});

test('what may become of what', () => {
  assert.ok(
    mayBecome('open', 'accepted') && mayBecome('held', 'refused') && mayBecome('reverted', 'accepted'),
  );
  assert.ok(
    !mayBecome('withdrawn', 'accepted') &&
      !mayBecome('open', 'reverted') &&
      !mayBecome('replaced', 'accepted'),
  );
});
