import { foldName, tokens } from '@jujube/lingua';
import { seeded } from '@jujube/ranker';
import type pg from 'pg';
import { importPeople, type ImportedPerson } from '../../domains/people/index.ts';
import { madeBy } from '../../domains/translation/index.ts';
import type { Database } from '../../kernel/database.ts';
import { uuidv7, type Id, type IdMaker } from '../../kernel/ids.ts';
import { copyRows, type Cell } from './copy.ts';
import { ID, type MadePicture } from './pictures.ts';
import { weighted, zipf } from './random.ts';
import { createWriter, type Language, type Writer } from './words.ts';

export interface WorldSize {
  people: number;
  notes: number;
  likes: number;
  seed: number;
}

export interface WorldOptions extends WorldSize {
  /** For COPY: without pipelining. */
  pool: pg.Pool;
  db: Database;
  ids: IdMaker;
  /** scrypt hash of the one password everybody in a synthetic world has. */
  passwordHash: string;
  pictures: readonly MadePicture[];
  say: (step: string) => void;
}

const DAY = 24 * 3600 * 1000;
const CHANNELS = [
  'landed',
  'food',
  'home',
  'pets',
  'travel',
  'fashion',
  'beauty',
  'fitness',
  'study',
  'work',
  'culture',
  'streets',
];
/** Days over which notes are spread; accounts are this old, so that their limits are whole. */
const AGE_DAYS = 60;
const TOPICS = 600;
const FOLLOWS_EACH = 20;
const BLOCKS_SHARE = 0.02;

/** Makes a big world for benches: Zipf followers and likes, two languages, words as frequent as in real notes. */
export async function makeWorld(options: WorldOptions): Promise<void> {
  const { say, pool } = options;
  const world = begin(options);
  say('people');
  await makePeople(world);
  say('topics');
  await makeTopics(world);
  say('follows and blocks');
  await makeGraph(world);
  say('pictures and notes');
  await makeNotes(world);
  say('likes');
  await makeLikes(world);
  say('statistics');
  await pool.query('vacuum analyze');
}

interface Person {
  id: Id;
  language: Language;
}

interface Note {
  id: Id;
  author: Person;
  at: number;
  title: string;
  body: string;
}

type World = ReturnType<typeof begin>;

function begin(options: WorldOptions) {
  const { pool, ids, people: count, seed } = options;
  const random = seeded(seed);
  const start = Date.now() - AGE_DAYS * DAY;
  const people = Array.from({ length: count }, (): Person => ({
    id: ids.at(new Date(start - Math.floor(random() * DAY))),
    language: random() < 0.5 ? 'zh-Hans' : 'en',
  }));
  return {
    ...{ options, random, start, people, writer: createWriter(random) },
    topicIds: Array.from({ length: TOPICS }, () => uuidv7()),
    popular: weighted(zipf(count, 0.9), random),
    topic: weighted(zipf(TOPICS, 1), random),
    notes: [] as Note[],
    known: new Set<MadePicture>(),
    copy: (table: string, columns: string[], rows: Iterable<Cell[]>) =>
      copyRows(pool, { table, columns }, rows),
  };
}

async function makePeople({ options, people, start, writer }: World): Promise<void> {
  const { db, passwordHash } = options;
  const createdAt = new Date(start - DAY);
  for (let from = 0; from < people.length; from += PEOPLE_BATCH) {
    const batch = people.slice(from, from + PEOPLE_BATCH);
    const rows = batch.map((person, index) =>
      personOf(person, { index: from + index, createdAt, writer, passwordHash }),
    );
    await importPeople({ db }, rows);
  }
}

async function makeTopics({ copy, topicIds, writer }: World): Promise<void> {
  const names = topicIds.map((_, index) => `${writer.words(index % 2 ? 'en' : 'zh-Hans', 1)}${index}`);
  await copy(
    'topics',
    ['id'],
    topicIds.map((id) => [id]),
  );
  await copy(
    'topic_names',
    ['fold', 'topic_id', 'name', 'is_primary'],
    names.map((name, index) => [foldName(name), topicIds[index]!, name, true]),
  );
}

async function makeGraph({ options, copy, people, popular, random }: World): Promise<void> {
  const { ids } = options;
  const blockers = people.filter(() => random() < BLOCKS_SHARE);
  await copy(
    'follows',
    ['person_id', 'followed_id', 'id'],
    edges({ people, popular, ids, each: FOLLOWS_EACH }),
  );
  await copy(
    'blocks',
    ['person_id', 'blocked_id', 'id'],
    edges({ people, from: blockers, popular, ids, each: 1 }),
  );
}

async function makeNotes(world: World): Promise<void> {
  const { options, copy, notes, random, known, topicIds, topic } = world;
  for (let made = 0; made < options.notes; made += BATCH) {
    const count = Math.min(BATCH, options.notes - made);
    const batch = Array.from({ length: count }, (_, index) => writtenNote(world, made + index));
    notes.push(...batch.map((note) => ({ ...note, body: '' })));
    await copyNotes(batch, {
      copy,
      pictures: options.pictures,
      random,
      known,
      topicOf: () => topicIds[topic()]!,
    });
    await copySearch(batch, copy);
    await copyVersions(batch, world);
    if (made > 0 && made % 100_000 === 0) options.say(`${made} notes`);
  }
}

/** Notes are spread evenly over the days up to now, in order. */
function writtenNote({ options, people, popular, start, writer }: World, index: number): Note {
  const at = start + (index / options.notes) * AGE_DAYS * DAY;
  const author = people[popular()]!;
  const { language } = author;
  const id = options.ids.at(new Date(at), author.id);
  return { id, author, at, title: writer.words(language, 5), body: writer.words(language, 40) };
}

/** Newer notes are liked more: most of what is liked is what is seen. */
async function makeLikes({ options, copy, notes, people, random }: World): Promise<void> {
  const liked = weighted(zipf(notes.length, 0.6), random);
  const seen = new Set<string>();
  const totals = new Map<Id, number>();
  const rows: Cell[][] = [];
  while (rows.length < options.likes) {
    const person = people[Math.floor(random() * people.length)]!;
    const note = notes[notes.length - 1 - liked()]!;
    const key = `${person.id}.${note.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    totals.set(note.id, (totals.get(note.id) ?? 0) + 1);
    rows.push([person.id, 'note', note.id, 'like', options.ids.next(person.id)]);
  }
  await copy('reactions', ['person_id', 'kind', 'subject_id', 'name', 'id'], rows);
  const counters = [...totals].map(([id, value]): Cell[] => ['note', id, 'likes', value]);
  await copy('counters', ['kind', 'id', 'name', 'value'], counters);
}

const BATCH = 20_000;

const PEOPLE_BATCH = 5000;

interface Drawn {
  index: number;
  createdAt: Date;
  writer: Writer;
  passwordHash: string;
}

function personOf(
  { id, language }: Person,
  { index, createdAt, writer, passwordHash }: Drawn,
): ImportedPerson {
  return {
    id,
    handle: `bench_${index}`,
    name: writer.words(language, 2),
    reads: index % 3 === 0 ? ['zh-Hans', 'en'] : [language],
    writes: [language],
    interests: [CHANNELS[index % CHANNELS.length]!, CHANNELS[(index * 7 + 3) % CHANNELS.length]!],
    createdAt,
    passwordHash,
  };
}

interface EdgeOptions {
  people: readonly Person[];
  from?: readonly Person[];
  popular: () => number;
  ids: IdMaker;
  each: number;
}

function* edges({ people, from = people, popular, ids, each }: EdgeOptions): Generator<Cell[]> {
  for (const person of from) {
    const others = new Set(Array.from({ length: each }, () => people[popular()]!.id));
    others.delete(person.id);
    for (const other of others) yield [person.id, other, ids.next(person.id)];
  }
}

/** Stored files that no row names yet, each with the first picture that uses it. */
function filesOf(
  media: readonly { mediaId: string; picture: MadePicture }[],
  known: Set<MadePicture>,
): Cell[][] {
  return media.flatMap(({ mediaId, picture }) => {
    if (known.has(picture)) return [];
    known.add(picture);
    return picture.files.map(({ name, mime }): Cell[] => [name, mime, mediaId]);
  });
}

interface NoteSources {
  /** Pictures whose files have rows. */
  known: Set<MadePicture>;
  copy: (table: string, columns: string[], rows: Iterable<Cell[]>) => Promise<void>;
  pictures: readonly MadePicture[];
  random: () => number;
  topicOf: () => string;
}

async function copyNotes(
  batch: readonly Note[],
  { copy, pictures, random, topicOf, known }: NoteSources,
): Promise<void> {
  const withMedia = batch.map((note) => ({
    note,
    mediaId: uuidv7(note.at),
    picture: pictures[Math.floor(random() * pictures.length)]!,
  }));
  const channels = batch.map(() => CHANNELS[Math.floor(random() * CHANNELS.length)]!);
  await copy(
    'media',
    MEDIA_COLUMNS,
    withMedia.map(({ note, mediaId, picture }) => {
      const cells = picture.cells.map((cell) =>
        typeof cell === 'string' ? cell.replace(ID, mediaId) : cell,
      );
      return [mediaId, note.author.id, 'note', note.id, true, ...cells];
    }),
  );
  await copy('media_files', ['name', 'mime', 'media_id'], filesOf(withMedia, known));
  await copy(
    'notes',
    [
      'id',
      'author_id',
      'published_at',
      'title',
      'body',
      'language',
      'channel',
      'visibility',
      'form',
      'cover_id',
      'pictures',
    ],
    withMedia.map(({ note, mediaId }, index) => {
      const { author, id, at, title, body } = note;
      return [
        id,
        author.id,
        new Date(at),
        title,
        body,
        author.language,
        channels[index]!,
        'public',
        'photo',
        mediaId,
        1,
      ];
    }),
  );
  await copy(
    'note_media',
    ['note_id', 'position', 'media_id'],
    withMedia.map(({ note, mediaId }) => [note.id, 0, mediaId]),
  );
  await copy(
    'note_topics',
    ['topic_id', 'note_id', 'published_at', 'counted'],
    batch.flatMap(({ id, at }): Cell[][] =>
      [...new Set([topicOf(), topicOf()])].map((topic) => [topic, id, new Date(at), true]),
    ),
  );
}

/** Every note can be read in the languages of the pages, as if an engine had translated it sentence by sentence. */
async function copyVersions(batch: readonly Note[], { copy, writer }: World): Promise<void> {
  const others = { 'zh-Hans': 'en', en: 'zh-Hans' } as const;
  await copy(
    'texts',
    ['kind', 'id', 'field', 'version', 'language', 'open', 'characters', 'written_at', 'made_by'],
    batch.flatMap(({ id, author, at, title, body }) =>
      Object.entries({ title, body }).map(([field, text]): Cell[] => {
        return ['note', id, field, 1, author.language, true, text.length, new Date(at), madeBy([])];
      }),
    ),
  );
  await copy(
    'translations',
    ['kind', 'id', 'field', 'language', 'source_version', 'engine', 'state', 'text', 'parts'],
    batch.flatMap(({ id, author, title, body }) =>
      Object.entries({ title, body }).flatMap(([field, source]): Cell[][] => {
        const other = others[author.language];
        const text = writer.words(other, field === 'title' ? 5 : 40);
        const row = ([language, state, said]: string[]): Cell[] => {
          const parts = [['0', Array.from(source).length, Array.from(said!).length, state!, 'bench']];
          return ['note', id, field, language!, 1, 'bench', state!, said!, JSON.stringify(parts)];
        };
        const hans = author.language === 'en' ? text : source;
        return [
          [other, 'machine', text],
          ['zh-Hant', 'converted', hans],
        ].map(row);
      }),
    ),
  );
}

const MEDIA_COLUMNS = [
  'id',
  'owner_id',
  'subject_kind',
  'subject_id',
  'open',
  'mime',
  'width',
  'height',
  'thumbhash',
  'cover',
  'picture',
  'bytes',
];

async function copySearch(batch: readonly Note[], copy: NoteSources['copy']): Promise<void> {
  const quoted = (text: string) =>
    [...new Set(tokens(text))].map((token) => `'${token.replace(/['\\]/g, '')}'`).join(' ');
  await copy(
    'search_documents',
    ['kind', 'id', 'owner_id', 'tokens', 'published_at', 'version'],
    batch.map(({ id, author, at, title, body }) => [
      'note',
      id,
      author.id,
      quoted(`${title} ${body}`),
      new Date(at),
      1,
    ]),
  );
}
