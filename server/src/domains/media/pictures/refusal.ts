/** Why a picture was not taken, as the contract's code. */
export type RefusalCode =
  | 'media.too_large'
  | 'media.too_many_pixels'
  | 'media.unsupported'
  | 'media.damaged'
  | 'media.too_heavy'
  | 'media.busy';

/** One picture is not taken; everything around it goes on. `detail` is for the log, never for the page. */
export class PictureRefusal extends Error {
  override name = 'PictureRefusal';
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Runs a decoder over bytes that a stranger made: whatever it throws means that they are damaged. */
export async function orDamaged<T>(decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (error) {
    if (error instanceof PictureRefusal) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    if (/pixel limit/i.test(detail)) throw new PictureRefusal('media.too_many_pixels', detail);
    throw new PictureRefusal('media.damaged', detail);
  }
}
