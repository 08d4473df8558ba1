import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

// The demo week is data that people read. This file keeps it readable: nothing said twice, nobody
// answering before the question, every reference resolvable.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Version = { language: string; title: string; body: string };
type Picture = {
  kind: string;
  params: { [key: string]: Json };
  alt: string;
  ratio?: string;
  language?: string;
};
type Note = Version & {
  key: string;
  author: string;
  at: string;
  channel: string;
  topics: string[];
  mentions?: string[];
  versions?: Version[];
  pictures: Picture[];
  place?: string;
  declarations?: string[];
  weight: number;
};
type Comment = {
  key: string;
  note: string;
  author: string;
  at: string;
  language: string;
  body: string;
  reply_to?: string;
  likes: number;
};
type Person = {
  key: string;
  handle: string;
  name: string;
  second_name?: string;
  bio: { [language: string]: string };
  reads: string[];
  writes: string[];
  place: string;
  joined: string;
  interests: string[];
  avatar: { hue: number; glyph: string };
};
type Board = { key: string; owner: string; title: string; language: string; about: string; notes: string[] };
type Topic = { key: string; names: { language: string; name: string }[] };
type Correction = {
  note: string;
  language: string;
  first: { by: string; at: string; title: string; body: string };
  corrected: { by: string; credit: string; at: string; title: string; body: string };
  comments: string[];
};

const CHANNELS = 'beauty fashion food home travel fitness pets study work culture streets landed'.split(' ');
const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en', 'es'];
const SUBJECTS = (
  'stall barn coffee cat cat-desk dog glaze lantern hands table shirt tamale zongzi street fish bowl noodles ' +
  'dumpling cabbage bread cake pot thermos tea bus train bike scooter plant tree flower orange mountain river ' +
  'snow house window balcony bed desk book pen phone suitcase shoes scarf lipstick comb guitar ball dancer ' +
  'runner bench moon sun umbrella door grandma rooster'
).split(' ');
const FACES = 'smile laugh cry sleep shock proud blank angry love sweat think wave'.split(' ');
/** What each kind of picture must have, and may have besides (PICTURES.md says what they mean). */
const KINDS: { [kind: string]: [needed: string, optional: string] } = {
  'text-card': ['text background', ''],
  receipt: ['shop lines total currency', 'date stamp footer hand'],
  recipe: ['title ingredients steps sketch', 'note'],
  worksheet: ['title hand questions', 'score remark'],
  'name-card': ['ask lines', 'given reading'],
  'price-table': ['title columns rows', 'note'],
  'hand-map': ['title places path', 'note'],
  clock: ['hour minute label', 'second caption'],
  chart: ['type title unit labels series', 'note'],
  sketch: ['subject hue', 'caption labels'],
  stickers: ['items', 'title'],
  stamp: ['text ring date colour', ''],
  flow: ['title steps branches', ''],
  guide: ['title page pages h p', ''],
  handwriting: ['title cells shaky', 'circled remark'],
  checklist: ['title items', 'note'],
  chat: ['title bubbles', ''],
  pixel: ['palette rows', 'title'],
  photo: ['file', ''],
};

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as T;
}
function readDays<T>(folder: string): T[] {
  const names = readdirSync(new URL(folder, import.meta.url)).filter((name) => name.endsWith('.json'));
  return names.sort().flatMap((name) => read<T[]>(`${folder}${name}`));
}

const people = read<Person[]>('./people.json');
const notes = readDays<Note>('./notes/');
const comments = readDays<Comment>('./comments/');
const follows = read<[string, string][]>('./follows.json');
const boards = read<Board[]>('./boards.json');
const corrections = read<Correction[]>('./corrections.json');
const topics = read<Topic[]>('./topics.json');

const personByKey = new Map(people.map((person) => [person.key, person]));
const noteByKey = new Map(notes.map((note) => [note.key, note]));
const commentByKey = new Map(comments.map((comment) => [comment.key, comment]));
const handles = new Set(people.map((person) => person.handle));
const graphemes = (text: string) => [...new Intl.Segmenter('zh').segment(text)].length;

/** Minutes since the first midnight of the week (UTC+8); "-400d" is before it. */
function minutes(at: string): number {
  const before = /^-(\d+)d$/.exec(at);
  if (before) return -Number(before[1]) * 1440;
  const inside = /^d([0-6]) ([01]\d|2[0-3]):([0-5]\d)$/.exec(at);
  assert.ok(inside, `not a time of the week: ${at}`);
  return Number(inside[1]) * 1440 + Number(inside[2]) * 60 + Number(inside[3]);
}

function unique(values: string[], what: string): void {
  const seen = new Set<string>();
  for (const value of values) {
    assert.ok(!seen.has(value), `${what} twice: ${value}`);
    seen.add(value);
  }
}

test('there are enough people, notes and comments, in every channel and language', () => {
  assert.ok(people.length >= 28, `${people.length} people`);
  assert.ok(notes.length >= 84, `${notes.length} notes`);
  assert.ok(comments.length >= 430, `${comments.length} comments`);
  for (const channel of CHANNELS) {
    const many = notes.filter((note) => note.channel === channel).length;
    assert.ok(many >= 4, `${channel} has ${many} notes`);
  }
  for (const language of LANGUAGES)
    assert.ok(
      notes.some((note) => note.language === language),
      language,
    );
});

test('every person can exist', () => {
  unique(
    people.map((person) => person.key),
    'person',
  );
  unique(
    people.map((person) => person.handle),
    'handle',
  );
  unique(
    people.map((person) => `${person.avatar.hue} ${person.avatar.glyph}`),
    'avatar',
  );
  for (const person of people) {
    assert.match(person.handle, /^(?=.*[a-z])[a-z0-9_]{3,24}$/, person.key);
    assert.ok(graphemes(person.name) <= 24 && person.name.trim() === person.name, person.name);
    assert.ok(person.avatar.hue >= 0 && person.avatar.hue < 360, person.key);
    assert.ok(graphemes(person.avatar.glyph) <= 2, person.key);
    for (const slug of person.interests) assert.ok(CHANNELS.includes(slug), `${person.key} ${slug}`);
    for (const language of [...person.reads, ...person.writes, ...Object.keys(person.bio)]) {
      assert.ok(LANGUAGES.includes(language), `${person.key} ${language}`);
    }
    minutes(person.joined);
  }
});

test('every note is whole: its author is there, its words fit, its mentions and topics resolve', () => {
  unique(
    notes.map((note) => note.key),
    'note',
  );
  for (const note of notes) {
    const author = personByKey.get(note.author);
    assert.ok(author, `${note.key} has no author`);
    assert.ok(minutes(author.joined) < minutes(note.at), `${note.key} before its author joined`);
    assert.ok(CHANNELS.includes(note.channel), note.key);
    assert.ok(note.weight >= 0 && note.weight <= 100, note.key);
    const texts = [note, ...(note.versions ?? [])];
    unique(
      texts.map((version) => version.language),
      `language of ${note.key}`,
    );
    for (const version of texts) {
      assert.ok(LANGUAGES.includes(version.language), note.key);
      assert.ok(graphemes(version.title) <= 60, `title of ${note.key}`);
      assert.ok(graphemes(version.body) <= 5000 && version.body.length > 0, `body of ${note.key}`);
    }
    for (const topic of note.topics) assert.ok(note.body.includes(`#${topic}`), `${note.key} #${topic}`);
    checkMentions(note.key, note.body, note.mentions ?? []);
  }
});

function checkMentions(key: string, body: string, declared: string[]): void {
  const used = [...body.matchAll(/@([a-z0-9_]+)/g)].map((match) => match[1] ?? '');
  for (const handle of used) assert.ok(handles.has(handle), `${key} mentions nobody: @${handle}`);
  assert.deepEqual([...new Set(used)].sort(), [...declared].sort(), `mentions of ${key}`);
}

test('a topic has one meaning under all its names, and every topic of a note is known', () => {
  const names = topics.flatMap((topic) => topic.names.map(({ name }) => name));
  unique(names, 'topic name');
  for (const note of notes) {
    const bodies = [note, ...(note.versions ?? [])].map((version) => version.body).join('\n');
    const used = [...bodies.matchAll(/#([\p{L}\p{N}]+)/gu)].map((match) => match[1] ?? '');
    for (const name of [...used, ...note.topics]) assert.ok(names.includes(name), `${note.key} #${name}`);
  }
});

test('every picture is of a known kind with the parameters of PICTURES.md, and none is shown twice', () => {
  const kinds = new Set<string>();
  for (const note of notes) {
    assert.ok(note.pictures.length >= 1 && note.pictures.length <= 18, note.key);
    for (const picture of note.pictures) {
      kinds.add(picture.kind);
      checkPicture(note.key, picture);
    }
  }
  unique(
    notes.flatMap((note) => note.pictures.map((p) => JSON.stringify([p.kind, p.params]))),
    'picture',
  );
  const photographs = notes.filter((note) => note.pictures.some((picture) => picture.kind === 'photo'));
  assert.ok(kinds.size - 1 >= 12, `${kinds.size - 1} drawn kinds`);
  assert.ok(photographs.length * 8 <= notes.length, `${photographs.length} notes with photographs`);
});

function checkPicture(key: string, { kind, params, alt, ratio }: Picture): void {
  const known = KINDS[kind];
  assert.ok(known, `${key}: no such kind ${kind}`);
  const [needed, optional] = known.map((names) => names.split(' ').filter(Boolean)) as [string[], string[]];
  for (const name of needed) assert.ok(name in params, `${key}: ${kind} needs ${name}`);
  for (const name of Object.keys(params)) {
    assert.ok([...needed, ...optional].includes(name), `${key}: ${kind} has no ${name}`);
  }
  assert.ok(alt.length > 0, `${key}: alt`);
  assert.ok(!ratio || ['3:4', '1:1', '4:3'].includes(ratio), `${key}: ratio`);
  if (kind === 'text-card') assert.ok(graphemes(String(params.text)) <= 60, `${key}: text card`);
  if (kind === 'sketch') assert.ok(SUBJECTS.includes(String(params.subject)), `${key}: ${params.subject}`);
  if (kind === 'recipe') assert.ok(SUBJECTS.includes(String(params.sketch)), `${key}: ${params.sketch}`);
  if (kind === 'photo') checkPhoto(key, String(params.file));
  if (kind === 'stickers') checkStickers(key, params.items as { face: string; text: string }[]);
  if (kind === 'pixel') checkPixel(key, params.rows as string[], Object.keys(params.palette as object));
  if (kind === 'chart') checkChart(key, params.labels as string[], params.series as { values: number[] }[]);
  if (kind === 'hand-map') checkMap(key, params.places as { sketch?: string }[], params.path as number[]);
  if (kind === 'flow') checkFlow(key, params.steps as { id: string }[], params.branches as Branch[]);
}

type Branch = { from: string; to: string };

function checkPhoto(key: string, file: string): void {
  assert.match(file, /^(house-cat|[a-z-]+-\d+-unsplash)$/, `${key}: ${file}`);
}
function checkStickers(key: string, items: { face: string; text: string }[]): void {
  assert.equal(items.length, 9, key);
  for (const item of items) assert.ok(FACES.includes(item.face), `${key}: ${item.face}`);
}
function checkPixel(key: string, rows: string[], palette: string[]): void {
  assert.ok(rows.length <= 24 && (rows[0] ?? '').length <= 24, key);
  for (const row of rows) {
    assert.equal(row.length, (rows[0] ?? '').length, `${key}: ${row}`);
    for (const square of row) assert.ok(square === '.' || palette.includes(square), `${key}: ${row}`);
  }
}
function checkChart(key: string, labels: string[], series: { values: number[] }[]): void {
  assert.ok(series.length >= 1 && series.length <= 2, key);
  for (const line of series) assert.equal(line.values.length, labels.length, key);
}
function checkMap(key: string, places: { sketch?: string }[], path: number[]): void {
  assert.ok(places.length >= 3 && places.length <= 8, key);
  for (const { sketch } of places) assert.ok(!sketch || SUBJECTS.includes(sketch), `${key}: ${sketch}`);
  for (const index of path) assert.ok(index in places, `${key}: path`);
}
function checkFlow(key: string, steps: { id: string }[], branches: Branch[]): void {
  const ids = steps.map((step) => step.id);
  unique(ids, `step of ${key}`);
  for (const { from, to } of branches) {
    assert.ok(ids.includes(from) && ids.includes(to), `${key}: ${from} → ${to}`);
  }
}

test('every comment follows what it answers, and is liked by no more people than there are', () => {
  unique([...commentByKey.keys()], 'comment');
  assert.equal(commentByKey.size, comments.length);
  for (const comment of comments) {
    const note = noteByKey.get(comment.note);
    const author = personByKey.get(comment.author);
    assert.ok(note && author, comment.key);
    assert.ok(minutes(comment.at) > minutes(note.at), `${comment.key} before its note`);
    assert.ok(minutes(comment.at) > minutes(author.joined), `${comment.key} before its author joined`);
    assert.ok(LANGUAGES.includes(comment.language), comment.key);
    assert.ok(comment.likes >= 0 && comment.likes < people.length, comment.key);
    for (const [, handle] of comment.body.matchAll(/@([a-z0-9_]+)/g)) {
      assert.ok(handles.has(handle ?? ''), `${comment.key} mentions nobody: @${handle}`);
    }
    if (comment.reply_to === undefined) continue;
    const parent = commentByKey.get(comment.reply_to);
    assert.ok(parent && parent.note === comment.note, `${comment.key} answers nothing`);
    assert.ok(minutes(comment.at) > minutes(parent.at), `${comment.key} before what it answers`);
  }
  const silent = notes.filter((note) => !comments.some((comment) => comment.note === note.key));
  assert.equal(silent.length, 1, 'exactly one note nobody has answered');
});

test('follows, boards and the corrected translation point at what exists', () => {
  unique(
    follows.map((pair) => pair.join(' ')),
    'follow',
  );
  for (const [from, to] of follows) {
    assert.ok(personByKey.has(from) && personByKey.has(to) && from !== to, `${from} ${to}`);
  }
  for (const board of boards) {
    assert.ok(personByKey.has(board.owner), board.key);
    unique(board.notes, `note on ${board.key}`);
    for (const key of board.notes) assert.ok(noteByKey.has(key), `${board.key} ${key}`);
  }
  assert.equal(corrections.length, 1);
  for (const { note, first, corrected, comments: thread } of corrections) {
    assert.ok(noteByKey.has(note), note);
    assert.ok(
      personByKey.has(first.by) && personByKey.has(corrected.by) && personByKey.has(corrected.credit),
    );
    assert.ok(minutes(first.at) < minutes(corrected.at));
    for (const key of thread) assert.equal(commentByKey.get(key)?.note, note, key);
  }
});

test('nothing is said twice: no run of 8 words or of 12 Han characters occurs again', () => {
  const seen = new Map<string, string>();
  const again: string[] = [];
  for (const [where, text] of everything()) {
    for (const run of runs(text)) {
      const before = seen.get(run);
      if (before !== undefined) again.push(`${run} (${before}, ${where})`);
      else seen.set(run, where);
    }
  }
  assert.deepEqual(again, []);
});

/** Every text a reader can meet, words inside pictures and their descriptions too. */
function* everything(): Generator<[where: string, text: string]> {
  for (const person of people) {
    for (const [language, bio] of Object.entries(person.bio)) yield [`${person.key}.bio.${language}`, bio];
  }
  for (const note of notes) {
    for (const version of [note, ...(note.versions ?? [])]) {
      yield [`${note.key}.title.${version.language}`, version.title];
      yield [`${note.key}.body.${version.language}`, version.body];
    }
    for (const [index, picture] of note.pictures.entries()) {
      yield [`${note.key}.alt.${index}`, picture.alt];
      for (const text of strings(picture.params)) yield [`${note.key}.picture.${index}`, text];
    }
  }
  for (const comment of comments) yield [comment.key, comment.body];
  for (const board of boards) {
    yield [`${board.key}.title`, board.title];
    yield [`${board.key}.about`, board.about];
  }
  // The corrected translation repeats most of the first one by its nature, so only the first is compared.
  for (const { note, first } of corrections) yield [`${note}.first`, `${first.title}\n${first.body}`];
}

function strings(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(strings);
}

/** Runs of 8 words and of 12 Han characters, punctuation and case aside. */
function runs(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{Script=Latin}\d]+(?:['’-][\p{Script=Latin}\d]+)*/gu) ?? [];
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  return [...windows(words, 8, ' '), ...windows(han, 12, '')];
}
function windows(parts: string[], size: number, glue: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + size <= parts.length; at += 1) found.push(parts.slice(at, at + size).join(glue));
  return found;
}
