import { CARD_BACKGROUNDS } from '@jujube/contract/card-backgrounds';
import { drawCard } from '../../../domains/notes/cards/draw.ts';
import { layTable, type Page } from '../page.ts';
import type { Params } from '../spec.ts';

/** A text card as the product makes it; on another ratio than its own it lies on a table. */
export function drawTextCard(page: Page, { text, background }: Params<'text-card'>): void {
  const { context, width, height, unit, random, language } = page;
  const card = drawCard({ text, background: CARD_BACKGROUNDS[background]!.id, language }).canvas;
  if (width * 4 === height * 3) {
    context.drawImage(card, 0, 0, width, height);
    return;
  }
  layTable(page);
  const tall = height * 0.88;
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate(random.bell() * 0.03);
  context.shadowColor = 'rgba(50, 35, 20, 0.4)';
  context.shadowBlur = 30 * unit;
  context.shadowOffsetY = 12 * unit;
  context.drawImage(card, (-tall * 3) / 8, -tall / 2, (tall * 3) / 4, tall);
  context.restore();
}
