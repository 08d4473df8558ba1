import { OF, type Easel } from '../easel.ts';
import { box, oval } from '../path.ts';
import type { Subject } from './subject.ts';

export const THINGS: Record<string, Subject> = {
  pen: {
    anchors: [
      [20, 82],
      [50, 50],
      [82, 18],
      [34, 66],
      [60, 88],
    ],
    draw: (easel) => {
      easel.shape('M22 80L30 62L76 16Q84 10 88 16Q92 22 86 28L40 74Z', easel.tone(0.5, 0.12), 0.8);
      easel.shape('M22 80L30 62L40 72Z', OF.yellow, 0.8);
      easel.ink('M22 80L33 69M30 62L40 73M64 28L75 39M67 25L78 36M80 20Q72 34 62 44', 0.9);
      easel.ink('M22 80Q10 92 22 92Q36 90 44 94Q54 98 62 92Q72 86 84 92', 1.2);
    },
  },
  phone: {
    anchors: [
      [50, 30],
      [34, 50],
      [66, 62],
      [50, 90],
      [72, 24],
    ],
    draw: (easel) => {
      easel.shape('M26 12Q26 6 33 6L67 6Q74 6 74 12L74 90Q74 96 67 96L33 96Q26 96 26 90Z', OF.black, 0.6);
      easel.shape(box(30, 14, 40, 70), OF.white, 0.7);
      easel.shape(
        'M34 22Q34 18 38 18L58 18Q62 18 62 22L62 30Q62 34 58 34L42 34L36 39L37 34Q34 34 34 30Z',
        easel.tone(0.85, 0.07),
        0.7,
      );
      easel.shape(
        'M66 44Q66 40 62 40L44 40Q40 40 40 44L40 52Q40 56 44 56L60 56L65 60L64 56Q66 55 66 52Z',
        easel.tone(0.72, 0.12),
        0.75,
      );
      easel.shape(
        'M34 66Q34 62 38 62L52 62Q56 62 56 66L56 72Q56 76 52 76L42 76L36 80L37 76Q34 76 34 72Z',
        easel.tone(0.85, 0.07),
        0.7,
      );
      easel.ink(`M38 24h18M38 28.6h12M44 46h17M44 50.6h10M38 67h13M38 71h8${oval(50, 90, 3)}M46 10h8`, 0.7);
    },
  },
  suitcase: {
    anchors: [
      [34, 54],
      [66, 50],
      [50, 14],
      [62, 76],
      [24, 84],
    ],
    draw: (easel) => {
      easel.ink('M40 26L40 10L60 10L60 26', 2);
      easel.shape(
        'M16 32Q16 25 24 25L76 25Q84 25 84 32L84 82Q84 88 76 88L24 88Q16 88 16 82Z',
        easel.tone(0.66, 0.12),
        0.75,
      );
      easel.ink('M28 26V88M72 26V88', 0.8);
      easel.shape(oval(42, 46, 9), OF.yellow, 0.85);
      easel.shape('M54 56L70 52L72 66L57 70Z', OF.red, 0.8);
      easel.shape('M34 62L50 64L48 78L32 76Z', OF.sky, 0.8);
      easel.ink('M37 46q5 5 10 0M39.6 43h1M44 43h1M58 61l12 -3M36 68l10 1M36 72l8 1', 0.7);
      easel.shape(box(20, 88, 8, 5), OF.black, 0.7);
      easel.shape(box(72, 88, 8, 5), OF.black, 0.7);
      easel.shape('M60 20L70 18L78 34L70 38Z', OF.cream, 0.8);
      easel.ink('M58 14Q64 12 64 20', 0.8);
    },
  },
  shoes: {
    anchors: [
      [24, 56],
      [70, 60],
      [46, 44],
      [50, 86],
      [84, 70],
    ],
    draw: (easel) => {
      easel.shape('M4 80L96 80L90 95L10 95Z', easel.tone(0.62, 0.09, 120), 0.5);
      easel.ink('M14 84h72M16 88h68M13 92h74', 0.4);
      for (const [x, y] of [
        [4, 26],
        [38, 34],
      ] as const)
        trainer(easel, x, y);
    },
  },
  scarf: {
    style: 'wash',
    anchors: [
      [50, 24],
      [40, 60],
      [62, 84],
      [34, 84],
      [70, 40],
    ],
    draw: (easel) => {
      easel.shape('M28 34Q50 50 72 34Q82 22 72 16Q50 30 28 16Q18 22 28 34Z', easel.tone(0.62, 0.14), 0.75);
      easel.shape('M40 38L58 42L66 84L46 86Z', easel.tone(0.62, 0.14), 0.75);
      easel.shape('M54 40L38 38L24 76L42 82Z', easel.tone(0.66, 0.13), 0.75);
      for (let at = 0; at < 4; at++)
        easel.wash(
          `M${43 + at * 1.6} ${50 + at * 9}L${60 + at * 1.6} ${49 + at * 9}L${60.6 + at * 1.6} ${53 + at * 9}L${43.6 + at * 1.6} ${54 + at * 9}Z`,
          OF.cream,
          1,
        );
      easel.ink('M47 86v7M52 86v8M57 85v8M62 85v7M66 84v7M25 77l-2 7M30 78l-2 8M35 80l-2 8M40 82l-2 7', 0.9);
      easel.ink('M34 24q2 3 5 4M44 28q3 2 6 2M58 28q4 -1 7 -4M40 48q-2 8 -6 16M46 50q-3 8 -6 18', 0.6);
    },
  },
  lipstick: {
    anchors: [
      [18, 50],
      [40, 46],
      [62, 52],
      [84, 48],
      [50, 80],
    ],
    draw: (easel) => {
      const shades = [OF.red, '#b03a55', '#d97b6c', '#8f2f3c'];
      for (let at = 0; at < 4; at++)
        lipstick(easel, { x: 17 + at * 22, left: [7, 3, 9, 1][at]!, shade: shades[at]! });
      easel.ink('M2 90Q50 86 98 91', 0.9);
      easel.wash('M60 12Q74 4 90 14Q78 20 60 12Z', OF.red, 0.5);
      easel.wash('M62 14Q76 24 88 15Q76 18 62 14Z', OF.red, 0.6);
    },
  },
  comb: {
    anchors: [
      [20, 46],
      [44, 36],
      [66, 32],
      [92, 14],
      [34, 58],
    ],
    draw: (easel) => {
      const shell = easel.tone(0.62, 0.12);
      easel.shape('M6 50L58 22Q66 18 70 22L96 8Q99 9 97 12L72 28Q70 34 62 38L12 62Q4 60 6 50Z', shell, 0.75);
      for (let at = 0; at < 15; at++) {
        const [x, y] = [13 + at * 3.5, 60.5 - at * 1.72];
        easel.ink(`M${x} ${y}L${x + 6.6} ${y + 15}`, 1.1);
      }
      easel.ink('M10 52L62 24', 0.6);
      easel.wash('M14 52Q30 42 48 34Q36 46 14 52Z', OF.white, 0.9);
      easel.ink('M30 88Q44 78 56 86Q68 94 82 82Q88 76 94 80M40 94Q52 88 60 92', 0.8);
    },
  },
  guitar: {
    anchors: [
      [70, 40],
      [56, 44],
      [26, 76],
      [90, 12],
      [40, 62],
    ],
    draw: (easel) => {
      easel.shape('M52 44L84 12L90 18L58 50Z', OF.dark, 0.7);
      easel.shape('M82 10L92 2L98 8L92 20L86 17Z', OF.dark, 0.8);
      easel.shape(
        'M44 42Q56 38 60 46Q64 56 56 60Q54 66 54 74Q50 94 28 92Q6 86 10 68Q14 54 30 54Q38 52 44 42Z',
        easel.tone(0.7, 0.12),
        0.75,
      );
      easel.shape(oval(41, 62, 7.4), OF.black, 0.7);
      easel.shape('M22 74L32 84L29 87L19 77Z', OF.dark, 0.7);
      for (let at = 0; at < 5; at++)
        easel.ink(`M${23.4 + at * 1.5} ${77 + at * 1.5}L${84.6 + at * 1.2} ${13.4 + at * 1.2}`, 0.4);
      easel.ink('M22 75.6Q34 60 46 46Q54 34 58 26Q66 14 74 22Q78 32 68 34Q60 32 64 24Q70 20 73 25', 1.1);
      easel.ink('M62 36l6 6M67 31l6 6M72 26l6 6M77 21l6 6M89 4l-3 -2M94 9l3 3M90 14l4 3', 0.7);
    },
  },
  ball: {
    anchors: [
      [50, 40],
      [26, 60],
      [72, 62],
      [84, 88],
      [50, 20],
    ],
    draw: (easel) => {
      easel.shape(oval(50, 48, 34), easel.tone(0.72, 0.14), 0.75);
      easel.ink('M16 48Q50 56 84 48M50 14Q42 48 50 82M26 24Q46 44 28 74M74 24Q54 44 72 74', 1);
      easel.wash('M30 24Q40 18 48 20Q36 28 30 40Q26 32 30 24Z', OF.white, 0.9);
      easel.wash(oval(52, 88, 30, 4), OF.stone, 0.4);
      easel.ink('M8 76q4 8 10 11M3 68q1 4 3 7', 0.8);
    },
  },
  glaze: {
    anchors: [
      [13, 50],
      [28, 50],
      [43, 50],
      [58, 50],
      [73, 50],
      [88, 50],
    ],
    draw: (easel) => {
      easel.wash('M0 76Q50 72 100 77L100 88Q50 84 0 88Z', OF.wood, 0.4);
      easel.ink('M1 77Q50 74 99 78M2 88Q50 86 98 88', 0.8);
      for (let at = 0; at < 6; at++) vessel(easel, 13 + at * 14.8, at);
      easel.ink('M11 44L14 50L11.6 56L15 62L12.4 70', 1);
      easel.ink('M14 50L17 53M11.6 56L8.8 59', 0.7);
    },
  },
};

/** One pot of a row: each another form, its glaze running from celadon to violet. */
function vessel(easel: Easel, x: number, at: number): void {
  const colours = ['#8fb7a5', '#7fae9d', '#86b0b8', '#8d9fbf', '#8d7fb3', '#8a5f97'];
  const wide = [6.2, 5.4, 6.6, 5.2, 6.4, 5.8][at]!;
  const [neck, top] = [[3, 2.4, 4.4, 2, 3.2, 4.6][at]!, [34, 28, 42, 24, 36, 44][at]!];
  const body = `M${x - neck} ${top}Q${x - neck} ${top + 8} ${x - wide} ${top + 18}Q${x - wide - 1} 70 ${x - 3} 76L${x + 3} 76Q${x + wide + 1} 70 ${x + wide} ${top + 18}Q${x + neck} ${top + 8} ${x + neck} ${top}Z`;
  easel.wash(body, colours[at]!, 0.85);
  easel.wash(
    `M${x - wide} ${top + 16}Q${x} ${top + 24} ${x + wide} ${top + 16}Q${x + wide} 60 ${x + 2} 62Q${x - wide} 60 ${x - wide} ${top + 16}Z`,
    colours[(at + 1) % 6]!,
    0.5,
  );
  easel.ink(body);
  easel.ink(oval(x, top, neck, 1.2), 0.7);
  easel.ink(`M${x - wide * 0.5} 66q2 4 1 6M${x + wide * 0.4} 64q1 5 -1 8`, 0.5);
}

function trainer(easel: Easel, x: number, y: number): void {
  const colour = easel.tone(0.7, 0.13);
  const at = (dx: number, dy: number): string => `${x + dx} ${y + dy}`;
  easel.shape(
    `M${at(4, 10)}Q${at(12, 16)} ${at(20, 8)}Q${at(30, 26)} ${at(46, 30)}Q${at(56, 33)} ${at(55, 44)}L${at(2, 44)}Q${at(0, 24)} ${at(4, 10)}Z`,
    colour,
    0.75,
  );
  easel.shape(
    `M${at(0, 42)}L${at(56, 42)}Q${at(58, 50)} ${at(52, 50)}L${at(4, 50)}Q${at(-1, 50)} ${at(0, 42)}Z`,
    OF.white,
    0.8,
  );
  easel.wash(`M${at(40, 30)}Q${at(56, 33)} ${at(54, 42)}L${at(42, 42)}Z`, OF.white, 1);
  easel.ink(
    `M${at(20, 14)}L${at(28, 10)}M${at(23, 19)}L${at(31, 14)}M${at(27, 24)}L${at(35, 19)}M${at(32, 28)}L${at(40, 23)}M${at(42, 31)}Q${at(40, 37)} ${at(42, 42)}`,
    0.9,
  );
  easel.ink(`M${at(28, 10)}q8 -6 10 0q-2 5 -9 2M${at(28, 10)}q2 -9 8 -7`, 0.8);
  easel.ink(`M${at(8, 22)}Q${at(18, 34)} ${at(32, 36)}`, 1);
}

/** A lipstick worn down to what is left of it, its cap beside. */
function lipstick(easel: Easel, { x, left, shade }: { x: number; left: number; shade: string }): void {
  const top = 52 - left;
  easel.shape(
    `M${x - 5} 52L${x - 5} ${top + 2}Q${x} ${top - 4} ${x + 5} ${top - 1}L${x + 5} 52Z`,
    shade,
    0.9,
  );
  easel.shape(box(x - 6, 50, 12, 12), OF.yellow, 0.7);
  easel.shape(box(x - 8, 61, 16, 27), easel.tone(0.5, 0.09, x), 0.75);
  easel.ink(`M${x - 8} 66h16M${x - 4} 70v14`, 0.6);
}
