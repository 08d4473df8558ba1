import { OF, type Easel } from '../easel.ts';
import { box, oval } from '../path.ts';
import type { Subject } from './subject.ts';

function ground(easel: Easel, y: number): void {
  easel.ink(`M3 ${y}Q50 ${y - 3} 97 ${y + 1}`, 1);
  easel.ink(`M10 ${y + 4}h12M40 ${y + 3}h9M70 ${y + 5}h14`, 0.5);
}

function pine(easel: Easel, x: number, y: number, grow = 1): void {
  easel.ink(`M${x} ${y}v${5 * grow}`, 1.3);
  easel.shape(
    `M${x} ${y - 26 * grow}L${x - 8 * grow} ${y - 12 * grow}L${x - 4 * grow} ${y - 13 * grow}L${x - 11 * grow} ${y}L${x + 11 * grow} ${y}L${x + 4 * grow} ${y - 13 * grow}L${x + 8 * grow} ${y - 12 * grow}Z`,
    OF.deep,
    0.75,
  );
}

function wheel(easel: Easel, x: number, y: number, radius: number): void {
  easel.shape(oval(x, y, radius), OF.stone, 0.6);
  easel.ink(oval(x, y, radius * 0.5), 0.8);
}

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
  street: {
    anchors: [
      [20, 40],
      [50, 14],
      [80, 44],
      [50, 76],
      [66, 60],
    ],
    draw: (easel) => {
      easel.shape('M2 20L30 30L30 84L2 96Z', OF.cream, 0.6);
      easel.shape('M98 16L68 28L68 84L98 96Z', easel.tone(0.8, 0.07), 0.65);
      easel.shape('M34 84L44 62L58 62L66 84L84 99L14 99Z', OF.grey, 0.25);
      easel.shape('M38 60L38 40L50 32L62 40L62 60Z', easel.tone(0.7, 0.08, 60), 0.6);
      easel.shape('M0 14L34 27L32 33L0 22Z', OF.stone, 0.7);
      easel.shape('M100 10L65 25L66 31L100 19Z', OF.stone, 0.7);
      easel.ink('M8 40l12 3v12l-12 2zM8 68l12 0v12l-12 4zM78 42l12 -3v14l-12 1zM76 66l14 0v20l-14 -5z', 0.8);
      easel.ink('M30 40Q50 50 68 36M30 34Q50 42 68 30', 0.7);
      for (const [x, y, colour] of [
        [38, 44, OF.red],
        [46, 46, OF.blue],
        [54, 45, OF.yellow],
        [61, 42, OF.white],
      ] as const)
        easel.shape(`M${x - 3} ${y}L${x + 3} ${y}L${x + 2.6} ${y + 9}L${x - 2.6} ${y + 8}Z`, colour, 0.75);
      easel.shape(oval(30, 70, 2.6, 5), OF.red, 0.8);
      easel.shape(oval(69, 66, 2.4, 4.6), OF.red, 0.8);
      easel.ink('M40 92q6 -3 12 0M54 78q4 -2 8 0M44 72h6', 0.5);
      easel.shape('M48 80Q47 72 51 72Q55 72 54 80L53 86L49 86Z', OF.blue, 0.8);
      easel.shape(oval(51, 69.4, 2.4), OF.skin, 0.9);
    },
  },
  bus: {
    anchors: [
      [50, 36],
      [84, 48],
      [24, 76],
      [50, 18],
      [14, 56],
    ],
    draw: (easel) => {
      easel.shape('M8 28Q8 22 14 22L84 22Q92 22 93 32L95 72L8 72Z', easel.tone(0.68, 0.13), 0.75);
      for (let x = 13; x < 70; x += 15) easel.shape(box(x, 30, 12, 16), OF.sky, 0.6);
      easel.shape('M74 30L90 30L92 50L74 50Z', OF.sky, 0.6);
      easel.wash('M8 56L94 56L94.5 62L8 62Z', OF.white, 1);
      easel.ink('M8 56L94 56M8 62L94.5 62M60 50L60 72M74 50L74 72', 0.7);
      wheel(easel, 26, 74, 8);
      wheel(easel, 78, 74, 8);
      ground(easel, 84);
    },
  },
  train: {
    anchors: [
      [82, 46],
      [40, 44],
      [50, 74],
      [20, 60],
      [94, 62],
    ],
    draw: (easel) => {
      easel.shape('M0 34L66 34Q88 36 98 62Q98 70 90 71L0 71Z', OF.white, 0.6);
      easel.wash('M0 58L95 58Q99 66 90 71L0 71Z', easel.tone(0.62, 0.13), 0.7);
      easel.shape('M70 39Q84 43 90 54L74 54Z', OF.night, 0.7);
      for (let x = 5; x < 62; x += 14) easel.shape(box(x, 42, 10, 9), OF.sky, 0.6);
      easel.ink('M0 58L95 58M0 78L100 78M0 83L100 83M6 78v5M22 78v5M38 78v5M54 78v5M70 78v5M86 78v5', 0.8);
      easel.ink('M10 34L16 24L40 24L34 34M0 24h60', 0.6);
    },
  },
  bike: {
    anchors: [
      [24, 66],
      [50, 40],
      [76, 66],
      [80, 32],
      [38, 36],
    ],
    draw: (easel) => {
      for (const x of [24, 76]) {
        easel.ink(oval(x, 68, 18), 1.2);
        easel.ink(oval(x, 68, 2));
        for (let at = 0; at < 6; at++)
          easel.ink(`M${x} 68L${x + Math.cos(at * 1.05) * 17} ${68 + Math.sin(at * 1.05) * 17}`, 0.35);
      }
      const frame = 'M24 68L38 42L66 42L50 68ZM38 42L50 68L76 68L66 42L63 32';
      easel.wash('M24 66L38 41L66 41L50 70Z', easel.tone(0.7, 0.13), 0.12);
      easel.ink(frame, 2);
      easel.ink('M38 42L36 35M30 34Q37 31 43 35M63 32L72 30Q76 32 75 37', 1.6);
      easel.ink(oval(50, 68, 4.6), 1);
      easel.ink('M50 68l5 7M52 76h6', 1);
      easel.shape('M66 40L86 40L83 54L69 54Z', OF.wood, 0.7);
      easel.ink('M67 45h18M68 49h16M72 40v14M79 40v14', 0.5);
      easel.shape('M70 40Q68 30 74 32Q76 24 80 31Q86 28 84 40Z', easel.tone(0.75, 0.12, 60), 0.8);
      ground(easel, 88);
    },
  },
  scooter: {
    anchors: [
      [20, 42],
      [60, 50],
      [82, 74],
      [76, 26],
      [34, 66],
    ],
    draw: (easel) => {
      easel.shape(
        'M30 58Q36 52 56 54L60 68L72 68L78 40L84 40L82 72L30 74Q24 66 30 58Z',
        easel.tone(0.68, 0.14),
        0.75,
      );
      easel.shape('M26 54Q40 48 58 53L56 58L28 60Z', OF.black, 0.6);
      easel.shape(box(8, 30, 26, 24), easel.tone(0.78, 0.14, 40), 0.8);
      easel.words('热', { x: 12, y: 33, width: 18, height: 18, size: 14 });
      easel.ink('M80 42L76 24L66 22M76 24L84 22', 1.6);
      easel.shape(oval(84, 34, 4), OF.yellow, 0.8);
      wheel(easel, 28, 78, 10);
      wheel(easel, 84, 78, 10);
      ground(easel, 89);
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
      pine(easel, 14, 84, 0.6);
      pine(easel, 86, 86, 0.7);
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
      pine(easel, 16, 54, 0.7);
      pine(easel, 88, 52, 0.8);
      easel.shape('M50 66L68 66L64 71L54 71Z', OF.wood, 0.8);
      easel.ink('M58 66L58 54L66 64', 0.8);
    },
  },
  snow: {
    anchors: [
      [36, 40],
      [64, 78],
      [86, 60],
      [20, 62],
      [60, 16],
    ],
    draw: (easel, { small }) => (small ? drift(easel) : truckInSnow(easel)),
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

function drift(easel: Easel): void {
  easel.wash('M0 76Q30 62 60 76Q84 70 100 78L100 92L0 92Z', OF.snow, 0.8);
  easel.ink('M0 76Q30 62 60 76Q84 70 100 78', 1);
  for (let at = 0; at < 3; at++) {
    const [x, y] = [Math.cos(at * 1.047) * 24, Math.sin(at * 1.047) * 24];
    easel.ink(`M${50 - x} ${36 - y}L${50 + x} ${36 + y}`, 1.2);
  }
  easel.ink(oval(50, 36, 8), 0.8);
}

/** A lorry's nose under a patchwork quilt, a basin of coals, and a leg of mutton kept in the drift. */
function truckInSnow(easel: Easel): void {
  easel.ink('M52 14q5 -6 0 -11M60 18q5 -6 0 -13M68 16q4 -6 0 -10', 0.8);
  easel.shape('M10 78L10 34Q12 22 24 22L50 22L58 42L70 46L72 78Z', easel.tone(0.6, 0.11), 0.75);
  easel.shape('M16 40L20 27L46 27L52 41Z', OF.sky, 0.6);
  easel.shape('M8 46Q22 40 40 46Q60 42 76 52L74 72Q66 76 58 72Q46 78 34 73Q20 78 7 72Z', OF.red, 0.65);
  for (let at = 0; at < 10; at++)
    easel.wash(
      box(12 + (at % 5) * 12.4, 50 + Math.floor(at / 5) * 11, 9, 8),
      easel.tone(0.75, 0.12, at * 47),
      0.65,
    );
  easel.ink('M8 58Q40 54 75 62M22 43L21 75M36 45L36 74M50 45L52 76M63 46L64 74', 0.6);
  wheel(easel, 22, 80, 8);
  wheel(easel, 58, 81, 8);
  easel.shape('M-2 82Q22 74 46 83Q72 76 102 84L102 99L-2 99Z', OF.snow, 0.5);
  easel.shape('M58 82Q58 90 66 90Q74 90 74 82Q66 85 58 82Z', OF.stone, 0.7);
  easel.dots(
    [
      [62, 82, 1.6],
      [66, 81, 1.8],
      [70, 82, 1.5],
    ],
    OF.orange,
  );
  easel.shape('M84 84Q78 66 84 58Q92 56 94 64Q96 76 90 85Z', '#b9604e', 0.8);
  easel.ink('M88 58L90 46M86 47q4 -3 8 0M84 68q4 2 8 -1', 1.6);
  easel.ink('M6 92h14M34 93h10', 0.6);
  easel.dots(
    [
      [84, 18, 1],
      [92, 34, 1.1],
      [78, 30, 0.9],
      [6, 12, 1],
      [30, 10, 1],
    ],
    '#a9bccd',
  );
}
