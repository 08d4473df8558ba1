/**
 * Where pictures get their thumbhash drawn. The server draws it into the HTML; hydration leaves it as it is, so the
 * browser needs the drawing code only for cards that come later, and fetches it then (`await drawsPlaceholders()`
 * beside the request for them; without it such cards show a plain ground).
 */
type Draw = (thumbhash: string) => string;

let draw: Draw = () => EMPTY;

/** A data URL for the picture behind a picture. */
export function placeholder(thumbhash: string): string {
  return draw(thumbhash);
}

/** Says how placeholders are drawn (the server, once). */
export function provideDrawing(given: Draw): void {
  draw = given;
}

/** Fetches the drawing code, once. */
export async function drawsPlaceholders(): Promise<void> {
  draw = (await import('./thumb.ts')).thumbUrl;
}

const EMPTY = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
