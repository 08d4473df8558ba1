import { easelOn, type Easel } from './easel.ts';
import type { Page } from './page.ts';
import { oval } from './path.ts';
import type { FACES } from './spec.ts';

export type Mood = (typeof FACES)[number];

/** A jujube with a leaf and a mood, in a square of the page. */
export function drawMood(
  page: Page,
  mood: Mood,
  at: { x: number; y: number; side: number; hue: number },
): void {
  const random = page.random.branch(`${mood} ${Math.round(at.x)} ${Math.round(at.y)}`);
  const easel = easelOn(page.context, {
    ...at,
    style: 'wash',
    random,
    paper: '#ffffff',
    language: page.language,
  });
  easel.shape('M52 16Q60 0 82 4Q78 20 52 16Z', '#6f9a58', 0.8);
  easel.ink('M50 20Q48 12 52 6M54 15Q66 8 76 6');
  easel.shape('M50 17Q86 15 88 52Q88 90 50 92Q12 90 12 52Q14 15 50 17Z', easel.tone(0.68, 0.15), 0.7);
  easel.wash('M30 30Q22 38 22 50Q28 44 32 34Z', '#ffffff', 0.4);
  MOODS[mood](easel);
}

const BLACK = '#2b2622';

function eyes(easel: Easel, y = 48): void {
  easel.dots(
    [
      [36, y, 3.4],
      [64, y, 3.4],
    ],
    BLACK,
  );
  easel.dots(
    [
      [37, y - 1, 1],
      [65, y - 1, 1],
    ],
    '#ffffff',
  );
}

function blush(easel: Easel): void {
  easel.wash(`${oval(27, 58, 6, 4)}${oval(73, 58, 6, 4)}`, '#e0524a', 0.55);
}

const MOODS: Record<Mood, (easel: Easel) => void> = {
  smile: (easel) => {
    eyes(easel);
    blush(easel);
    easel.ink('M40 60Q50 70 60 60', 1.4);
  },
  laugh: (easel) => {
    easel.ink('M30 50Q36 42 42 50M58 50Q64 42 70 50', 1.5);
    easel.shape('M36 58L64 58Q62 76 50 76Q38 76 36 58Z', '#8c2a2a', 0.9);
    easel.wash('M43 70Q50 64 57 70Q54 76 50 76Q46 76 43 70Z', '#f0938c', 1);
    easel.shape('M22 54Q18 62 22 64Q27 62 22 54Z', '#7fb2da', 0.9);
    easel.shape('M78 54Q74 62 78 64Q83 62 78 54Z', '#7fb2da', 0.9);
  },
  cry: (easel) => {
    eyes(easel);
    easel.ink('M40 68Q50 58 60 68M30 40l8 -3M70 40l-8 -3', 1.3);
    easel.shape('M34 54Q30 72 36 82Q42 74 38 54Z', '#7fb2da', 0.8);
    easel.shape('M62 54Q58 72 64 82Q70 74 66 54Z', '#7fb2da', 0.8);
  },
  sleep: (easel) => {
    easel.ink('M30 50Q36 55 42 50M58 50Q64 55 70 50M46 64Q50 67 54 64', 1.4);
    blush(easel);
    easel.ink('M78 34l7 0l-7 8h7M88 18l6 0l-6 7h6', 1.2);
    easel.shape(oval(60, 60, 4, 5), '#cfe4f2', 0.7);
  },
  shock: (easel) => {
    easel.shape(`${oval(36, 47, 7)}${oval(64, 47, 7)}`, '#ffffff', 0.3);
    easel.dots(
      [
        [36, 47, 2.4],
        [64, 47, 2.4],
      ],
      BLACK,
    );
    easel.shape(oval(50, 68, 6, 8), '#8c2a2a', 0.9);
    easel.ink('M28 34l10 -3M72 34l-10 -3M4 30l-4 -6M10 22l-2 -8M94 32l5 -5', 1.2);
  },
  proud: (easel) => {
    easel.ink('M30 48L42 46M58 46L70 48M40 61Q52 70 62 58', 1.6);
    blush(easel);
    easel.ink('M28 38Q34 34 42 38M58 38Q66 34 72 38', 1.2);
    easel.ink('M88 24l2 6l6 2l-6 2l-2 6l-2 -6l-6 -2l6 -2z', 0.9);
  },
  blank: (easel) => {
    easel.dots(
      [
        [36, 49, 2.6],
        [64, 49, 2.6],
      ],
      BLACK,
    );
    easel.ink('M40 64L60 64', 1.5);
    easel.ink('M44 4q3 -4 6 0M20 12l4 3', 0.8);
  },
  angry: (easel) => {
    easel.ink('M26 38L43 45M74 38L57 45', 2);
    eyes(easel, 52);
    easel.ink('M40 70Q50 60 60 70', 1.6);
    easel.ink('M80 20l6 4l-2 6M86 24l6 -4M84 30l7 3', 1.3);
  },
  love: (easel) => {
    for (const x of [35, 65])
      easel.shape(
        `M${x} 56Q${x - 12} 46 ${x - 6} 40Q${x - 1} 38 ${x} 44Q${x + 1} 38 ${x + 6} 40Q${x + 12} 46 ${x} 56Z`,
        '#d2262e',
        0.95,
      );
    blush(easel);
    easel.shape('M40 62Q50 76 60 62Q50 66 40 62Z', '#8c2a2a', 0.9);
  },
  sweat: (easel) => {
    eyes(easel);
    easel.ink('M40 66L46 62L52 66L58 62L62 65', 1.4);
    easel.shape('M78 30Q70 44 78 48Q87 44 78 30Z', '#7fb2da', 0.85);
    easel.ink('M30 38l9 2M70 38l-9 2', 1.1);
  },
  think: (easel) => {
    easel.dots(
      [
        [38, 46, 3.2],
        [66, 45, 3.2],
      ],
      BLACK,
    );
    easel.ink('M30 37Q36 32 43 36M60 36l10 -4M44 65Q50 62 57 66', 1.3);
    easel.shape('M40 84Q34 72 44 74L58 76Q62 80 56 84Q50 92 40 84Z', '#e8b48f', 0.8);
    easel.ink('M88 20q0 -8 6 -7q6 2 1 7q-3 2 -3 5M92 30l.4 .4', 1.3);
  },
  wave: (easel) => {
    eyes(easel);
    blush(easel);
    easel.shape('M40 60Q50 74 60 60Q50 64 40 60Z', '#8c2a2a', 0.9);
    easel.ink('M86 60Q96 54 94 40', 2);
    easel.shape(oval(94, 36, 5), '#e8b48f', 0.8);
    easel.ink('M84 28q2 -4 5 -5M100 26q3 2 3 6', 1);
  },
};
