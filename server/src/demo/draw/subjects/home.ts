import { OF, type Easel } from '../easel.ts';
import { box, oval, type Point } from '../path.ts';
import type { Subject } from './subject.ts';

function plant(easel: Easel, [x, y]: Point, grow = 1): void {
  for (const [dx, dy, bend] of [
    [-9, -14, -6],
    [-4, -20, -3],
    [2, -22, 2],
    [7, -17, 5],
    [11, -11, 7],
  ] as const) {
    easel.shape(
      `M${x} ${y}Q${x + bend * grow} ${y + dy * 0.5 * grow} ${x + dx * grow} ${y + dy * grow}Q${x + (bend + 6) * grow} ${y + dy * 0.6 * grow} ${x + 1.5} ${y}Z`,
      OF.leaf,
      0.8,
    );
  }
  easel.shape(
    `M${x - 7 * grow} ${y}L${x - 5 * grow} ${y + 12 * grow}L${x + 5 * grow} ${y + 12 * grow}L${x + 7 * grow} ${y}Z`,
    '#c9764f',
    0.8,
  );
}

function shirtOf(easel: Easel, [x, y]: Point, colour: string): void {
  easel.shape(
    `M${x - 4} ${y}L${x - 10} ${y + 4}L${x - 8} ${y + 9}L${x - 5} ${y + 7}L${x - 5} ${y + 20}L${x + 5} ${y + 20}L${x + 5} ${y + 7}L${x + 8} ${y + 9}L${x + 10} ${y + 4}L${x + 4} ${y}Q${x} ${y + 3} ${x - 4} ${y}Z`,
    colour,
    0.75,
  );
}

function mug(easel: Easel, [x, y]: Point, colour: string): void {
  easel.shape(
    `M${x - 6} ${y - 11}L${x - 5} ${y}Q${x} ${y + 2} ${x + 5} ${y}L${x + 6} ${y - 11}Q${x} ${y - 8} ${x - 6} ${y - 11}Z`,
    colour,
    0.75,
  );
  easel.shape(oval(x, y - 11, 6, 1.8), OF.brown, 0.85);
  easel.ink(
    `M${x + 5.6} ${y - 9}Q${x + 11} ${y - 9} ${x + 10} ${y - 5}Q${x + 9} ${y - 2} ${x + 5.4} ${y - 3}`,
  );
}

function deskTop(easel: Easel): void {
  easel.shape('M2 70L98 70L98 76L2 76Z', OF.wood, 0.7);
  easel.ink('M10 76L8 98M90 76L92 98M10 73h30M54 74h28', 0.7);
}

export const HOME: Record<string, Subject> = {
  house: {
    anchors: [
      [50, 22],
      [36, 60],
      [66, 62],
      [74, 28],
      [50, 82],
    ],
    draw: (easel) => {
      easel.shape('M20 46L20 84L80 84L80 46L50 24Z', OF.cream, 0.6);
      easel.shape('M66 32L66 18L74 18L74 38Z', OF.red, 0.6);
      easel.shape('M12 50L50 18L88 50L82 53L50 27L18 53Z', easel.tone(0.58, 0.12), 0.75);
      easel.shape('M56 84L56 60Q63 54 70 60L70 84Z', OF.wood, 0.75);
      easel.shape(box(28, 56, 18, 15), OF.sky, 0.6);
      easel.ink('M37 56v15M28 63h18M70 14q3 -4 0 -8M74 14q4 -5 0 -11', 0.7);
      easel.dots([[67, 73, 0.9]], OF.black);
      easel.ink('M6 86Q50 83 95 86M8 86q2 -7 4 -1q2 -9 5 0M84 86q2 -7 4 -1q2 -7 4 0', 0.8);
    },
  },
  window: {
    anchors: [
      [50, 40],
      [22, 40],
      [34, 78],
      [70, 24],
      [76, 78],
    ],
    draw: (easel) => {
      easel.shape(box(18, 10, 64, 66), OF.wood, 0.6);
      easel.shape(box(23, 15, 54, 56), easel.tone(0.7, 0.07), 0.7);
      easel.shape(oval(62, 30, 7.5), '#f9edbd', 0.9);
      easel.wash('M23 71L23 56Q36 48 48 58Q62 50 77 60L77 71Z', easel.tone(0.5, 0.06), 0.7);
      easel.ink('M50 15v56M23 43h54', 1.2);
      easel.shape('M18 8Q36 18 24 44Q20 60 14 74L10 74L12 8Z', easel.tone(0.8, 0.08, 160), 0.75);
      easel.shape('M82 8Q64 18 76 44Q80 60 86 74L90 74L88 8Z', easel.tone(0.8, 0.08, 160), 0.75);
      easel.shape(box(8, 76, 84, 6), OF.wood, 0.7);
      plant(easel, [34, 66], 0.8);
      mug(easel, [70, 76], easel.tone(0.75, 0.1));
    },
  },
  balcony: {
    anchors: [
      [32, 34],
      [54, 34],
      [20, 66],
      [78, 66],
      [74, 34],
    ],
    draw: (easel) => {
      easel.wash('M6 8L94 8L94 60L6 60Z', OF.sky, 0.35);
      easel.ink('M6 16Q50 24 94 15');
      shirtOf(easel, [24, 20], easel.tone(0.72, 0.11));
      shirtOf(easel, [48, 22], easel.tone(0.8, 0.09, 120));
      easel.shape('M64 22L78 21L79 46L72 46L71 30L70 46L63 46Z', OF.blue, 0.7);
      easel.ink('M21 17v4M27 17v4M45 19v4M51 19v4M66 19v4M76 18v4', 1.1);
      easel.shape('M84 18l5 -1l1 12q4 3 2 7l-8 1z', OF.pink, 0.7);
      easel.shape(box(4, 62, 92, 4), OF.grey, 0.6);
      for (let x = 8; x < 96; x += 8) easel.ink(`M${x} 66V92`, 0.9);
      easel.ink('M4 92h92M4 96h92');
      plant(easel, [18, 78], 0.9);
      plant(easel, [80, 76], 1);
    },
  },
  bed: {
    anchors: [
      [26, 48],
      [58, 62],
      [80, 30],
      [50, 84],
      [88, 60],
    ],
    draw: (easel) => {
      easel.shape('M8 30Q14 24 20 30L20 84L8 84Z', OF.wood, 0.7);
      easel.shape('M18 60L92 58L92 78L18 80Z', OF.white, 0.6);
      easel.shape('M20 56Q20 46 34 46Q44 47 43 58Q32 62 20 58Z', OF.white, 0.8);
      easel.shape('M36 58Q44 50 60 54Q78 48 93 57L94 76Q66 82 34 76Z', easel.tone(0.72, 0.11), 0.75);
      for (const [x, y] of [
        [46, 62],
        [60, 60],
        [74, 60],
        [52, 70],
        [67, 69],
        [82, 68],
      ] as const)
        easel.wash(box(x - 4, y - 3, 8, 6), easel.tone(0.6, 0.12, (x * 5) % 140), 0.6);
      easel.ink('M40 64Q66 58 93 65M38 71Q64 66 94 72M54 54L53 79M70 51L70 80M84 52L85 77', 0.5);
      easel.ink('M10 84v8M90 78v12', 1.3);
      easel.shape('M74 20L88 20L92 34L70 34Z', OF.yellow, 0.8);
      easel.ink('M81 34v14', 1.2);
      easel.ink('M54 34l6 0l-6 7h6M63 24l5 0l-5 6h5', 0.8);
    },
  },
  desk: {
    anchors: [
      [22, 36],
      [56, 54],
      [82, 60],
      [50, 73],
      [70, 40],
    ],
    draw: (easel) => {
      deskTop(easel);
      easel.shape('M40 46L70 46L72 66L38 66Z', OF.grey, 0.5);
      easel.shape('M42 48L68 48L69.6 63L40.4 63Z', easel.tone(0.8, 0.07), 0.7);
      easel.shape('M32 66L78 66L80 70L30 70Z', OF.grey, 0.5);
      easel.ink('M18 70Q16 50 24 40', 1.4);
      easel.shape('M14 40Q20 24 36 32L28 44Q20 40 14 40Z', OF.red, 0.7);
      easel.wash('M26 44L16 68L44 66L30 42Z', OF.yellow, 0.35);
      easel.shape(box(82, 62, 15, 4), easel.tone(0.6, 0.11), 0.7);
      easel.shape(box(83, 58, 13, 4), easel.tone(0.7, 0.1, 90), 0.7);
      easel.shape(box(81.5, 66, 16, 4), easel.tone(0.65, 0.1, 200), 0.7);
      mug(easel, [10, 70], OF.white);
    },
  },
  'cat-desk': {
    anchors: [
      [50, 64],
      [84, 38],
      [12, 66],
      [34, 50],
      [70, 30],
    ],
    draw: (easel) => {
      deskTop(easel);
      easel.shape(box(26, 14, 48, 32), OF.stone, 0.5);
      easel.shape(box(29, 17, 42, 25), easel.tone(0.82, 0.06), 0.6);
      easel.ink('M47 46L46 58M53 46L54 58M34 24h18M34 29h26M34 34h12', 0.8);
      easel.shape('M20 66L80 66L84 71L16 71Z', OF.grey, 0.5);
      for (let x = 22; x < 80; x += 5) easel.ink(`M${x} 67.4h3M${x - 1} 69.6h3`, 0.5);
      cat(easel);
      easel.ink('M96 70L92 48L84 42', 1.4);
      easel.shape('M78 36Q82 30 88 34L90 40Q86 46 80 43Z', OF.black, 0.65);
      mug(easel, [9, 70], OF.white);
      easel.ink('M6 55q-2 -4 1 -7', 0.5);
    },
  },
  table: { anchors: [], draw: (easel) => easel.shape(oval(50, 50, 44), '#c78b55', 0.55) },
  shirt: {
    anchors: [
      [20, 30],
      [50, 48],
      [80, 84],
      [50, 20],
      [34, 70],
    ],
    draw: (easel, { caption, small }) => {
      easel.shape(
        'M36 12Q50 22 64 12L84 20L97 42L82 50L78 44L79 92Q50 96 21 92L22 44L18 50L3 42L16 20Z',
        easel.tone(0.87, 0.05),
        0.6,
      );
      easel.ink('M36 12Q50 27 64 12M22 44L23 34M78 44L77 34M5 39L18 46M95 39L82 46M22 89Q50 93 78 89', 0.7);
      easel.ink('M30 66q4 10 2 20M70 60q-4 12 -2 26', 0.5);
      if (small) easel.ink(oval(50, 50, 8));
      else
        easel.words(caption.replace(/\s*\/\s*/gu, '\n'), {
          x: 27,
          y: 38,
          width: 46,
          height: 26,
          size: 10,
          colour: easel.tone(0.42, 0.12),
        });
    },
  },
  book: {
    anchors: [
      [22, 34],
      [40, 62],
      [78, 36],
      [64, 70],
      [50, 86],
    ],
    draw: (easel) => {
      easel.shape('M4 34Q28 22 50 36Q72 22 96 34L96 82Q72 72 50 84Q28 72 4 82Z', easel.tone(0.55, 0.09), 0.7);
      easel.shape('M8 30Q30 20 50 34L50 80Q30 68 8 77Z', OF.cream, 0.6);
      easel.shape('M92 30Q70 20 50 34L50 80Q70 68 92 77Z', OF.cream, 0.6);
      for (let y = 40; y < 72; y += 5)
        easel.ink(`M14 ${y - 6}Q30 ${y - 12} 45 ${y - 2}M86 ${y - 6}Q70 ${y - 12} 55 ${y - 2}`, 0.45);
      easel.shape('M16 26L30 22L34 44L19 47Z', OF.sky, 0.7);
      easel.ink('M20 32l9 -2M21 37l9 -2M22 41l5 -1', 0.6);
      easel.shape(
        'M40 52Q34 50 31 55Q35 57 33 62Q38 60 40 65Q43 60 48 62Q46 57 49 55Q46 50 40 52Z',
        OF.red,
        0.75,
      );
      easel.ink('M40 53L40 72', 0.8);
      easel.shape('M70 28L86 32L82 48L66 43Z', OF.white, 0.8);
      easel.ink('M71 34l10 3M70 38l8 2', 0.6);
      easel.shape('M58 62L70 60L74 76L61 78Z', '#f4dc8c', 0.8);
      easel.ink('M63 66l6 -1l-4 9', 1);
    },
  },
  door: {
    anchors: [
      [50, 34],
      [16, 48],
      [84, 48],
      [50, 8],
      [58, 60],
    ],
    draw: (easel) => {
      easel.shape(box(22, 16, 56, 78), OF.dark, 0.6);
      easel.shape(box(27, 21, 22.5, 73), OF.red, 0.8);
      easel.shape(box(50.5, 21, 22.5, 73), OF.red, 0.8);
      for (const x of [38, 62]) {
        easel.shape(`M${x} 32L${x + 8} 41L${x} 50L${x - 8} 41Z`, '#f2c64b', 0.9);
        easel.words('福', { x: x - 5, y: 36.4, width: 10, height: 12, size: 8.6, colour: '#8c1c1c' });
      }
      easel.ink(`${oval(46, 60, 2.4)}${oval(54, 60, 2.4)}`, 1);
      easel.shape(box(8, 22, 10, 56), '#d4483a', 0.85);
      easel.shape(box(82, 22, 10, 56), '#d4483a', 0.85);
      easel.shape(box(26, 3, 48, 9), '#d4483a', 0.85);
      easel.words('平安回家就好', { x: 9, y: 25, width: 8, height: 52, size: 7, colour: '#2d1410' });
      easel.words('坐下一起吃饭', { x: 83, y: 25, width: 8, height: 52, size: 7, colour: '#2d1410' });
      easel.words('有人在家', { x: 28, y: 3.6, width: 44, height: 9, size: 7, colour: '#2d1410' });
      easel.ink('M2 95Q50 92 98 95', 1);
    },
  },
  thermos: {
    anchors: [
      [50, 20],
      [50, 56],
      [74, 50],
      [50, 88],
      [30, 34],
    ],
    draw: (easel) => {
      easel.shape('M34 36Q34 28 42 27L58 27Q66 28 66 36L66 92Q50 97 34 92Z', easel.tone(0.58, 0.14), 0.8);
      easel.shape('M38 27L40 14Q50 10 60 14L62 27Z', OF.grey, 0.5);
      easel.ink('M66 42Q84 40 82 58Q80 74 66 72M34 40Q50 45 66 40M34 86Q50 91 66 86', 1);
      for (const [x, y] of [
        [46, 58],
        [55, 66],
      ] as const) {
        for (let at = 0; at < 5; at++)
          easel.wash(oval(x + Math.cos(at * 1.26) * 4.4, y + Math.sin(at * 1.26) * 4.4, 3.6), OF.pink, 0.9);
        easel.ink(`${oval(x, y, 2)}${oval(x, y, 7)}`, 0.5);
      }
      easel.shape('M42 72Q46 66 50 74Q45 78 42 72Z', OF.leaf, 0.9);
      easel.ink('M44 8q-3 -3 0 -6M54 8q4 -3 0 -6', 0.6);
    },
  },
};

/** A cat who lies on the keys because they are warm. */
function cat(easel: Easel): void {
  const fur = easel.tone(0.72, 0.1);
  easel.shape('M74 62Q92 66 90 78Q88 86 82 82Q86 76 78 70Z', fur, 0.75);
  easel.shape('M28 66Q26 50 44 49Q66 46 76 58Q80 68 72 70L34 70Q29 70 28 66Z', fur, 0.75);
  easel.shape('M20 44L23 34L30 39L36 39L43 34L45 45Q48 58 34 61Q19 60 20 44Z', fur, 0.75);
  easel.ink(
    'M26 48q2 2 4.4 0M36 48q2 2 4.4 0M32 51.6l1.2 1.2l1.2 -1.2M33.2 53q-2 3 -4 1M33.2 53q2 3 4 1M22 51l-8 -1M22 54l-7 2M44 51l7 -2M44 54l7 1',
    0.7,
  );
  easel.ink('M50 52q4 6 1 12M58 51q4 6 2 12M66 54q3 5 1 9', 0.8);
  easel.ink('M34 68q-6 3 -10 1q-2 -3 3 -4M48 69q-5 4 -9 2', 0.9);
}
