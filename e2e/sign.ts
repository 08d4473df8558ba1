import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { Somebody } from '../server/src/testing/world.ts';

/** Uploads a picture of a sign with these lines on it, in letters that a machine can read, and answers its id. */
export async function uploadSign(person: Somebody, lines: readonly string[]): Promise<string> {
  const font = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
  GlobalFonts.registerFromPath(createRequire(import.meta.url).resolve(font), 'Signs');
  const canvas = createCanvas(900, 1200);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff7e8';
  pen.fillRect(0, 0, 900, 1200);
  pen.fillStyle = '#7a1f1f';
  pen.font = '68px Signs';
  lines.forEach((line, at) => pen.fillText(line, 90, 350 + 200 * at));
  const form = new FormData();
  const bytes = new Uint8Array(canvas.toBuffer('image/png'));
  form.append('file', new File([bytes], 'sign.png', { type: 'image/png' }));
  const response = await person.fetch('/api/v1/media', { method: 'POST', body: form });
  assert.ok(response.ok, await response.clone().text());
  return ((await response.json()) as { id: string }).id;
}
