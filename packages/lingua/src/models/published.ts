import { basename } from 'node:path';
import { checkedParts, checkedPair, ModelError, type Part } from './manifest.ts';

/** Mozilla's index of the models of Firefox. */
export const PUBLISHED_INDEX =
  'https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json';

/** A file that can be fetched. */
export interface OfferedFile {
  part: Part;
  url: string;
  /** What it is called once it is unpacked. */
  name: string;
  packed: boolean;
  /** Of the unpacked file; null where the index does not say. */
  bytes: number | null;
  sha256: string | null;
}

export interface Offer {
  pair: string;
  /** tiny, base, base-memory… */
  architecture: string;
  files: OfferedFile[];
}

const KEYS: Record<string, Part> = {
  model: 'model',
  lexicalShortlist: 'lex',
  vocab: 'vocab',
  srcVocab: 'srcvocab',
  trgVocab: 'trgvocab',
};

/** The index says much more than this of each model. */
interface PublishedFile {
  path: string;
  uncompressedSize?: number;
  uncompressedHash?: string;
}
interface PublishedModel {
  architecture?: string;
  releaseStatus?: string;
  files: Record<string, PublishedFile | undefined>;
}

const INDEX_LIMIT_MS = 30_000;

/** What the index at an address offers. Throws ModelError where it cannot be read or is none. */
export async function readIndex(address: string, signal?: AbortSignal): Promise<Offer[]> {
  const limit = AbortSignal.timeout(INDEX_LIMIT_MS);
  try {
    const response = await fetch(address, { signal: signal ? AbortSignal.any([limit, signal]) : limit });
    if (!response.ok) throw new ModelError(`the index at ${address} answers ${response.status}`);
    return offersOf(await response.text());
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    throw new ModelError(`the index at ${address} cannot be read`, { cause });
  }
}

/** Throws ModelError where the text is no index. */
export function offersOf(text: string): Offer[] {
  const { baseUrl, models } = parsed(text);
  if (typeof baseUrl !== 'string' || typeof models !== 'object' || models === null) {
    throw new ModelError('the index has no models in it');
  }
  return Object.entries(models as Record<string, PublishedModel[]>).flatMap(([pair, list]) => {
    const best = Array.isArray(list) ? bestOf(list) : undefined;
    return best ? [offerOf(pair, best, baseUrl)] : [];
  });
}

function parsed(text: string): { baseUrl?: unknown; models?: unknown } {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : {};
  } catch (cause) {
    throw new ModelError('the index is no JSON', { cause });
  }
}

/** Small first: a comment is short, and the machine at home. */
const ARCHITECTURES = ['base-memory', 'tiny', 'base'];

/** What is released before what is tried out. */
function bestOf(list: readonly PublishedModel[]): PublishedModel | undefined {
  const rank = ({ releaseStatus = '', architecture = '' }: PublishedModel) => {
    const released = releaseStatus.startsWith('Release') ? 0 : ARCHITECTURES.length + 1;
    const at = ARCHITECTURES.indexOf(architecture);
    return released + (at < 0 ? ARCHITECTURES.length : at);
  };
  return list.filter(({ files }) => files?.['model']).toSorted((a, b) => rank(a) - rank(b))[0];
}

function offerOf(pair: string, { architecture = '', files }: PublishedModel, baseUrl: string): Offer {
  const found = Object.entries(KEYS).flatMap(([key, part]): OfferedFile[] => {
    const file = files[key];
    if (!file) return [];
    const packed = file.path.endsWith('.gz');
    const name = basename(packed ? file.path.slice(0, -3) : file.path).replace(/[^\w.-]/gu, '');
    const { uncompressedSize: bytes = null, uncompressedHash: sha256 = null } = file;
    return [{ part, url: `${baseUrl.replace(/\/$/u, '')}/${file.path}`, name, packed, bytes, sha256 }];
  });
  checkedParts(
    checkedPair(pair),
    found.map(({ part }) => part),
  );
  return { pair, architecture, files: found };
}
