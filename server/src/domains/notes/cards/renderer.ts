import { Child } from '../../../kernel/child/asking.ts';
import type { Card } from './draw.ts';

/** A drawn text card, 3:4; `missing` are characters that no installed font has and that show as boxes. */
export type CardPicture = {
  data: Buffer;
  format: CardFormat;
  width: number;
  height: number;
  missing: string[];
};
/** `png` is without loss and quick, for a pipeline that makes renditions of it; `webp` is small. */
export type CardFormat = 'png' | 'webp';
export type CardQuestion = Card & { format: CardFormat };

export type CardRenderer = {
  /**
   * Draws one card.
   * @throws {CardQueueFull} when too many wait already; an Error when drawing fails or takes longer than its limit
   */
  render: (card: Card & { format?: CardFormat }) => Promise<CardPicture>;
  /** Ends the process; what waits is refused. May be called twice. */
  close: () => Promise<void>;
};

export type CardRendererOptions = {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Cards that may wait; one more is refused. */
  queueLimit?: number;
  /** Milliseconds one card may take, the process's start included. */
  limitMs?: number;
};

/** More cards wait than the queue takes: try again later. */
export class CardQueueFull extends Error {
  override readonly name = 'CardQueueFull';
}

/** Draws text cards one after another in a process that starts at the first card and ends when there are none. */
export function cardRenderer(options: CardRendererOptions = {}): CardRenderer {
  const { idleMs = 10_000, queueLimit = 500, limitMs = 30_000 } = options;
  const child = new Child<CardQuestion, CardPicture>({
    name: 'Drawing',
    module: new URL('./worker.ts', import.meta.url),
    env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
    together: 1,
    idleMs,
    limitMs,
  });
  return {
    render: async ({ format = 'png', ...card }) => {
      if (child.unanswered() > queueLimit) throw new CardQueueFull(`${queueLimit} cards wait already`);
      return child.ask({ ...card, format });
    },
    close: () => child.close(),
  };
}
