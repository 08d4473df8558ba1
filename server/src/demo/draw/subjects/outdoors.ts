import { OF, type Easel } from '../easel.ts';
import { box, oval } from '../path.ts';
import { ground, pine } from './bits.ts';
import type { Subject } from './subject.ts';

export const OUTDOORS: Record<string, Subject> = {
  stall: {
    anchors: [
      [24, 14],
      [14, 46],
      [86, 84],
      [66, 82],
      [50, 60],
    ],
    draw: (easel) => {
      easel.shape(
        'M6 18L94 14L99 30Q92 36 86 30Q79 37 73 31Q66 37 60 31Q53 38 47 32Q40 38 34 32Q27 38 21 32Q14 38 2 33Z',
        easel.tone(0.62, 0.14),
        0.75,
      );
      easel.ink('M22 17L21 32M36 17L34 32M50 16L47 32M64 16L60 31M79 15L73 31', 0.7);
      easel.ink('M10 34L10 92M90 32L90 92', 1.3);
      easel.ink('M10 36Q22 48 34 38Q48 50 60 38Q74 48 90 36', 0.7);
      for (const [x, y] of [
        [22, 45],
        [34, 40],
        [47, 46],
        [60, 40],
        [75, 45],
      ] as const)
        easel.shape(oval(x, y, 2.6, 3.2), OF.yellow, 0.95);
      easel.wash(oval(50, 50, 40, 20), OF.yellow, 0.16);
      easel.shape('M6 42L24 40L25 54L7 56Z', OF.white, 0.8);
      easel.words('藕片', { x: 7, y: 42.4, width: 17, height: 8, size: 6.2 });
      easel.words('Good', { x: 7, y: 48.6, width: 17, height: 7, size: 5.4 });
      man(easel);
      easel.shape('M16 70L78 68L78 92L16 92Z', OF.wood, 0.65);
      easel.ink('M16 76L78 74M36 69v23M57 69v23', 0.6);
      easel.shape('M22 68Q24 60 38 60Q50 60 52 67Z', OF.black, 0.6);
      easel.ink('M30 56q-3 -5 0 -9M38 55q4 -5 0 -10M45 57q-3 -4 0 -8', 0.7);
      easel.dots(
        [
          [30, 64, 1.6],
          [36, 63, 1.8],
          [42, 64.4, 1.6],
        ],
        OF.red,
      );
      easel.shape('M80 84L92 84L92 87L80 87Z', OF.wood, 0.7);
      easel.ink('M82 87L81 96M90 87L91 96', 1.1);
      easel.shape(oval(67, 83, 3.6, 4), OF.skin, 0.8);
      easel.shape('M62 97Q61 87 67 87Q74 87 72 97Z', easel.tone(0.6, 0.12, 140), 0.75);
      easel.wash('M63 81Q67 76 71 81Q72 85 70 85Q68 81 64 84Z', OF.black, 0.9);
      ground(easel, 96);
    },
  },
  barn: {
    style: 'pencil',
    anchors: [
      [30, 22],
      [66, 24],
      [84, 82],
      [48, 60],
      [10, 60],
    ],
    draw: (easel) => {
      easel.shape('M22 42L22 80L74 80L74 40L60 22L46 14L32 24Z', easel.tone(0.55, 0.13), 0.9);
      easel.shape('M74 40L92 46L92 80L74 80Z', easel.tone(0.48, 0.12), 0.9);
      easel.shape(
        'M18 42L31 22L46 10L61 20L77 40Q72 42 70 36L59 25L46 17L33 27L23 42Q20 46 18 42Z',
        OF.snow,
        0.6,
      );
      easel.shape('M46 10L66 12L96 44Q94 49 90 46L74 42L61 20Z', OF.snow, 0.6);
      easel.ink('M70 18l4 5M76 26l3 4M84 34l4 6M66 16l6 9', 0.6);
      easel.shape(box(40, 52, 17, 28), OF.dark, 0.8);
      easel.ink('M40 52L57 80M57 52L40 80M48.5 52v28', 0.7);
      easel.shape(box(43, 30, 10, 9), OF.black, 0.6);
      for (let x = 26; x < 74; x += 5)
        easel.ink(`M${x} ${x < 46 ? 42 : 42}V${x > 38 && x < 58 ? 50 : 78}`, 0.4);
      easel.shape('M-2 80Q16 68 34 78Q52 84 66 78Q82 66 102 80L102 98L-2 98Z', OF.snow, 0.45);
      easel.ink('M8 88q10 -5 20 0M44 91q14 -6 26 0', 0.6);
      easel.shape('M78 79Q77 74 79 71L82 74L87 74L89 70Q92 75 90 80Q84 83 78 79Z', OF.wood, 0.7);
      easel.dots(
        [
          [82, 77, 0.7],
          [87, 77, 0.7],
          [84.6, 79.4, 1],
        ],
        OF.black,
      );
      easel.ink('M4 80L4 60M4 70l9 -1M13 79L13 62M4 64l9 -1', 1);
      easel.dots(
        [
          [12, 12, 1],
          [24, 6, 1.2],
          [60, 5, 0.9],
          [82, 10, 1.1],
          [92, 24, 1],
          [8, 34, 1.1],
          [96, 58, 1],
          [14, 50, 0.9],
          [70, 4, 1],
          [36, 6, 0.8],
        ],
        '#b9c6d2',
      );
    },
  },
  lantern: {
    anchors: [
      [26, 50],
      [50, 30],
      [70, 56],
      [50, 60],
      [84, 70],
    ],
    draw: (easel) => {
      easel.wash(oval(50, 62, 48, 34), OF.yellow, 0.22);
      for (const [x, y, grow] of [
        [24, 78, 0.8],
        [76, 80, 0.86],
        [50, 86, 1.25],
      ] as const)
        ice(easel, [x, y], grow);
      easel.wash('M-2 84Q20 76 44 84Q70 90 102 82L102 99L-2 99Z', OF.sky, 0.4);
      easel.ink('M0 86Q20 80 34 86M66 88Q84 84 100 86M10 93h14M76 94h12', 0.6);
      easel.dots(
        [
          [10, 20, 1],
          [30, 12, 1.2],
          [70, 10, 1],
          [90, 26, 1.1],
          [14, 44, 0.9],
          [88, 48, 1],
        ],
        '#a9bccd',
      );
    },
  },
  plant: {
    anchors: [
      [50, 24],
      [24, 40],
      [74, 36],
      [50, 80],
      [60, 60],
    ],
    draw: (easel) => {
      for (const [x, y, turn] of [
        [24, 40, -1],
        [34, 20, -1],
        [66, 18, 1],
        [78, 36, 1],
        [50, 12, 0.2],
        [28, 56, -1],
        [74, 54, 1],
      ] as const) {
        easel.ink(`M50 66Q${50 + turn * 4} ${y + 20} ${x} ${y}`, 0.9);
        easel.shape(
          `M${x} ${y + 8}Q${x - 12} ${y + 2} ${x - 9} ${y - 9}Q${x - 2} ${y - 12} ${x} ${y - 6}Q${x + 3} ${y - 12} ${x + 9} ${y - 8}Q${x + 12} ${y + 3} ${x} ${y + 8}Z`,
          turn > 0 ? OF.leaf : OF.deep,
          0.75,
        );
        easel.ink(`M${x} ${y - 6}V${y + 7}`, 0.5);
      }
      easel.shape('M32 64L68 64L64 92Q50 96 36 92Z', easel.tone(0.66, 0.1), 0.75);
      easel.shape('M30 60L70 60L70 67L30 67Z', easel.tone(0.62, 0.1), 0.75);
    },
  },
  tree: {
    anchors: [
      [50, 24],
      [26, 40],
      [50, 76],
      [74, 34],
      [60, 88],
    ],
    draw: (easel) => {
      easel.shape(
        'M44 92Q48 76 45 58L38 46L42 46L49 56L52 40L55 40L53 58L62 46L65 48L56 62Q54 78 60 92Z',
        OF.dark,
        0.7,
      );
      for (const [x, y, r] of [
        [30, 40, 16],
        [50, 24, 19],
        [70, 38, 17],
        [50, 44, 15],
        [36, 28, 13],
        [66, 24, 13],
      ] as const)
        easel.wash(oval(x, y, r, r * 0.82), r % 2 ? OF.leaf : OF.deep, 0.5);
      easel.ink(
        'M16 44Q12 32 24 28Q24 16 38 15Q46 4 58 10Q72 8 76 22Q88 26 85 40Q86 52 72 53M16 44Q22 56 36 52',
        0.9,
      );
      easel.ink('M30 34q4 -4 8 0M52 22q5 -4 9 1M62 38q5 -3 9 1M42 44q4 -3 8 0', 0.6);
      ground(easel, 93);
    },
  },
  flower: {
    anchors: [
      [50, 26],
      [28, 62],
      [50, 70],
      [74, 58],
      [50, 44],
    ],
    draw: (easel) => {
      easel.ink('M50 46Q46 70 51 94M50 76Q34 74 26 60M51 70Q66 70 74 56', 1.2);
      easel.shape('M26 60Q24 74 48 78Q42 62 26 60Z', OF.leaf, 0.75);
      easel.shape('M74 56Q76 70 52 74Q58 58 74 56Z', OF.leaf, 0.75);
      for (let at = 0; at < 8; at++) {
        const [x, y] = [50 + Math.cos(at * 0.785) * 17, 28 + Math.sin(at * 0.785) * 16];
        easel.shape(oval(x, y, 9.4, 8.6), easel.tone(0.76, 0.12), 0.7);
      }
      easel.shape(oval(50, 28, 9), OF.yellow, 0.9);
      easel.dots(
        [
          [47, 26, 0.8],
          [52, 25, 0.8],
          [50, 30, 0.8],
          [54, 30, 0.8],
          [46, 31, 0.8],
        ],
        OF.brown,
      );
    },
  },
  mountain: {
    anchors: [
      [38, 20],
      [70, 36],
      [50, 70],
      [16, 60],
      [84, 76],
    ],
    draw: (easel) => {
      easel.shape(oval(76, 22, 8), OF.orange, 0.5);
      easel.shape('M46 84L72 34L98 84Z', easel.tone(0.66, 0.06), 0.7);
      easel.shape('M2 84L38 16L68 84Z', easel.tone(0.56, 0.07), 0.75);
      easel.shape('M38 16L26 40L33 37L38 43L43 36L50 42Z', OF.snow, 0.35);
      easel.ink('M38 43L36 60M28 52L22 66M50 56L54 70M72 48L70 62', 0.6);
      easel.shape('M0 84Q26 72 52 82Q78 74 100 84L100 92L0 92Z', OF.leaf, 0.6);
      pine(easel, [14, 84], 0.6);
      pine(easel, [86, 86], 0.7);
    },
  },
  river: {
    anchors: [
      [50, 60],
      [20, 40],
      [80, 44],
      [62, 82],
      [40, 24],
    ],
    draw: (easel) => {
      easel.shape('M34 24Q60 34 42 50Q16 66 34 96L92 96Q60 74 74 56Q84 40 48 24Z', OF.sky, 0.7);
      easel.ink('M44 40q6 3 12 0M40 58q8 4 16 0M46 74q10 4 18 0M50 86q10 4 18 0', 0.7);
      easel.wash('M0 24L34 24Q58 36 40 50Q16 64 32 96L0 96Z', OF.leaf, 0.4);
      easel.wash('M100 24L50 24Q86 40 76 56Q62 74 94 96L100 96Z', OF.leaf, 0.4);
      easel.ink('M0 26Q14 12 30 24Q46 10 62 24Q80 14 100 26', 0.9);
      pine(easel, [16, 54], 0.7);
      pine(easel, [88, 52], 0.8);
      easel.shape('M50 66L68 66L64 71L54 71Z', OF.wood, 0.8);
      easel.ink('M58 66L58 54L66 64', 0.8);
    },
  },
  bench: {
    anchors: [
      [50, 46],
      [22, 70],
      [80, 30],
      [50, 60],
      [66, 46],
    ],
    draw: (easel) => {
      for (const y of [38, 46, 58, 64]) easel.shape(box(12, y, 76, 4.6), OF.wood, 0.7);
      easel.ink('M18 34L18 88M82 34L82 88M30 68v18M70 68v18', 1.4);
      easel.shape('M62 58Q62 48 70 48Q76 48 76 58Z', easel.tone(0.7, 0.12), 0.75);
      easel.ink('M64 50Q69 40 75 50', 0.9);
      ground(easel, 90);
      easel.shape('M24 92q3 -5 7 -1q-3 4 -7 1zM54 93q4 -4 7 0q-4 3 -7 0z', OF.orange, 0.8);
    },
  },
  moon: {
    anchors: [
      [50, 50],
      [30, 30],
      [70, 66],
      [20, 76],
      [80, 26],
    ],
    draw: (easel) => {
      easel.wash(oval(50, 50, 46), OF.night, 0.45);
      easel.shape('M60 16Q30 22 30 50Q30 78 62 84Q44 72 44 50Q44 28 60 16Z', '#f6dd8d', 0.8);
      easel.ink(
        'M72 28l2 5l5 1l-4 3l1 5l-4 -3l-4 3l1 -5l-4 -3l5 -1zM74 62l1.4 3l3 .6l-2.4 2l.6 3l-2.6 -1.6l-2.6 1.6l.6 -3l-2.4 -2l3 -.6z',
        0.7,
      );
      easel.dots(
        [
          [62, 46, 0.9],
          [84, 48, 1],
          [20, 36, 0.9],
          [68, 78, 0.8],
        ],
        OF.yellow,
      );
      easel.ink('M16 66Q24 58 32 64Q42 60 46 68Q40 72 30 70Q20 72 16 66Z', 0.8);
    },
  },
  sun: {
    anchors: [
      [50, 46],
      [20, 46],
      [80, 46],
      [50, 84],
      [74, 22],
    ],
    draw: (easel) => {
      easel.shape(oval(50, 46, 20), OF.yellow, 0.85);
      for (let at = 0; at < 12; at++) {
        const [x, y] = [Math.cos(at * 0.5236), Math.sin(at * 0.5236)];
        easel.ink(
          `M${50 + x * 25} ${46 + y * 25}L${50 + x * (at % 2 ? 32 : 36)} ${46 + y * (at % 2 ? 32 : 36)}`,
          1.2,
        );
      }
      easel.ink('M43 42q2 -3 4 0M53 42q2 -3 4 0M44 52Q50 58 57 51', 0.9);
      easel.wash(`${oval(40, 50, 3)}${oval(60, 50, 3)}`, OF.red, 0.5);
    },
  },
  umbrella: {
    anchors: [
      [50, 24],
      [24, 50],
      [50, 70],
      [82, 70],
      [16, 76],
    ],
    draw: (easel) => {
      easel.shape(
        'M8 52Q10 20 50 18Q90 20 92 52Q84 46 78 52Q70 45 64 52Q57 45 50 52Q43 45 36 52Q30 45 22 52Q16 46 8 52Z',
        easel.tone(0.64, 0.14),
        0.75,
      );
      easel.ink('M50 18Q34 30 36 52M50 18Q66 30 64 52M50 18Q22 26 22 52M50 18Q78 26 78 52M50 12v6', 0.7);
      easel.ink('M50 52L50 82Q50 90 43 89Q38 88 38 82', 1.6);
      for (const [x, y] of [
        [16, 64],
        [28, 76],
        [72, 66],
        [84, 78],
        [64, 84],
        [12, 88],
        [90, 62],
      ] as const)
        easel.wash(`M${x} ${y}Q${x + 3} ${y + 5} ${x} ${y + 7}Q${x - 3} ${y + 5} ${x} ${y}Z`, OF.blue, 0.9);
    },
  },
};

/** A man in an apron, telling a story with both hands. */
function man(easel: Easel): void {
  easel.ink('M44 56Q32 54 26 44M62 56Q76 52 80 40', 3.4);
  easel.shape('M42 72Q40 54 53 53Q66 54 64 72Z', easel.tone(0.72, 0.08, 180), 0.75);
  easel.shape('M46 58L60 58L61 72L45 72Z', OF.white, 0.8);
  easel.shape(oval(53, 46, 6.4, 7.2), OF.skin, 0.8);
  easel.shape(oval(25, 43, 2.8), OF.skin, 0.8);
  easel.shape(oval(81, 39, 2.8), OF.skin, 0.8);
  easel.shape('M46 42Q47 36 53 36Q60 36 60 42Q53 39 46 42Z', OF.white, 0.7);
  easel.ink('M50 46l1.6 0M55 46l1.6 0M50 50Q53 54 57 50', 0.9);
}

/** A lantern frozen in a bucket: its wall of ice, an eye cut into it, a flame inside. */
function ice(easel: Easel, [x, y]: readonly [number, number], grow: number): void {
  const wall = `M${x - 14 * grow} ${y - 40 * grow}L${x - 12 * grow} ${y}Q${x} ${y + 4 * grow} ${x + 12 * grow} ${y}L${x + 14 * grow} ${y - 40 * grow}Q${x} ${y - 35 * grow} ${x - 14 * grow} ${y - 40 * grow}Z`;
  easel.shape(wall, OF.sky, 0.6);
  easel.wash(
    `M${x - 9 * grow} ${y - 34 * grow}L${x - 8 * grow} ${y - 6 * grow}Q${x} ${y - 2 * grow} ${x + 8 * grow} ${y - 6 * grow}L${x + 9 * grow} ${y - 34 * grow}Z`,
    OF.yellow,
    0.75,
  );
  easel.shape(oval(x, y - 40 * grow, 14 * grow, 4.4 * grow), OF.snow, 0.6);
  easel.ink(oval(x, y - 40 * grow, 8 * grow, 2.2 * grow), 0.6);
  easel.shape(
    `M${x} ${y - 26 * grow}Q${x + 6 * grow} ${y - 16 * grow} ${x} ${y - 9 * grow}Q${x - 6 * grow} ${y - 16 * grow} ${x} ${y - 26 * grow}Z`,
    OF.orange,
    0.85,
  );
  easel.ink(
    `M${x - 11 * grow} ${y - 30 * grow}l2 12M${x + 11 * grow} ${y - 28 * grow}l-2 8M${x + 9 * grow} ${y - 12 * grow}l-1 6`,
    0.5,
  );
}
