import { OF, type Easel } from '../easel.ts';
import { oval } from '../path.ts';
import type { Subject } from './subject.ts';

function steam(easel: Easel, x: number, y: number): void {
  for (const dx of [-9, 0, 9]) easel.ink(`M${x + dx} ${y}q-5 -6 0 -12q5 -6 0 -12`, 0.7);
}

function bowlOf(easel: Easel, colour: string, band: string): void {
  easel.wash('M18 46Q22 82 42 86L58 86Q78 82 82 46Q50 58 18 46Z', colour);
  easel.wash('M20 58Q50 72 80 58L79 64Q50 78 21 64Z', band);
  easel.ink('M18 46Q22 82 42 86L58 86Q78 82 82 46M40 86L40 90L60 90L60 86');
  easel.ink('M20 58Q50 72 80 58M21 64Q50 78 79 64', 0.6);
}

export const FOOD: Record<string, Subject> = {
  coffee: {
    anchors: [
      [37, 40],
      [51, 42],
      [74, 66],
      [50, 82],
      [84, 54],
      [44, 20],
    ],
    draw: (easel) => {
      easel.shape(oval(50, 82, 36, 8.5), easel.tone(0.88, 0.04), 0.5);
      easel.ink(oval(50, 81, 22, 4.4), 0.6);
      easel.shape('M24 41Q26 74 40 80L60 80Q74 74 76 41Q50 52 24 41Z', easel.tone(0.74, 0.1));
      easel.shape(oval(50, 40, 26, 8.4), OF.cream, 0.6);
      easel.shape(oval(50, 41, 22.6, 6.4), OF.brown, 0.85);
      easel.wash('M51 46Q41 42 43 38.6Q46.5 36 50.4 39.6Q54 35.6 57.6 38.4Q59.6 42 51 46Z', '#fff6df', 1);
      easel.dots(
        [
          [50.5, 41.4, 2.6],
          [47, 39.8, 2.3],
          [54, 39.6, 2.3],
        ],
        '#fbeccb',
      );
      easel.ink('M51 46Q41 42 43 38.6Q46.5 36 50.4 39.6Q54 35.6 57.6 38.4Q59.6 42 51 46Z', 0.6);
      easel.ink('M75.6 48Q91 46 87 58Q83 68 71 66M75 53Q84 52 82 58Q79 62.6 73 62');
      steam(easel, 50, 28);
    },
  },
  bowl: {
    anchors: [
      [50, 46],
      [80, 60],
      [88, 30],
      [30, 70],
      [50, 20],
    ],
    draw: (easel) => {
      bowlOf(easel, OF.white, easel.tone(0.6, 0.12));
      easel.shape(oval(50, 46, 32, 9.5), OF.cream, 0.7);
      easel.dots(
        [
          [40, 46, 1.6],
          [46, 49, 1.2],
          [56, 44, 1.7],
          [61, 48, 1.2],
          [50, 43, 1.2],
        ],
        OF.deep,
      );
      easel.dots(
        [
          [44, 43, 1],
          [53, 48, 1],
          [35, 47, 0.9],
          [66, 45, 0.9],
        ],
        OF.orange,
      );
      easel.ink('M58 44L95 20M62 46L97 26', 1.3);
      steam(easel, 46, 32);
    },
  },
  noodles: {
    anchors: [
      [50, 44],
      [30, 48],
      [66, 46],
      [70, 16],
      [24, 70],
    ],
    draw: (easel) => {
      bowlOf(easel, easel.tone(0.7, 0.1), OF.white);
      easel.shape(oval(50, 46, 32, 9.5), '#d9a05a', 0.7);
      for (let at = 0; at < 6; at++) easel.ink(`M${26 + at * 4} ${46 + (at % 3)}q8 -6 18 0q9 5 17 -1`, 0.6);
      easel.shape(oval(35, 45, 6, 4), OF.white, 0.9);
      easel.dots([[35, 45, 2.2]], OF.orange);
      easel.dots(
        [
          [62, 49, 1.3],
          [66, 46, 1.3],
          [58, 51, 1.2],
          [47, 51, 1],
        ],
        OF.deep,
      );
      easel.ink('M54 46Q52 34 57 22M58 46Q57 34 61 22M62 45Q62 34 65 21', 0.8);
      easel.ink('M46 26L88 6M48 30L92 12', 1.4);
    },
  },
  dumpling: {
    anchors: [
      [26, 58],
      [50, 52],
      [74, 58],
      [40, 72],
      [64, 74],
      [50, 88],
    ],
    draw: (easel) => {
      easel.shape(oval(50, 68, 44, 20), easel.tone(0.86, 0.05), 0.5);
      easel.ink(oval(50, 67, 36, 15), 0.6);
      for (const [x, y] of [
        [27, 60],
        [50, 54],
        [73, 60],
        [38, 72],
        [62, 73],
      ] as const) {
        easel.shape(
          `M${x - 12} ${y + 5}Q${x - 11} ${y - 9} ${x} ${y - 10}Q${x + 11} ${y - 9} ${x + 12} ${y + 5}Q${x} ${y + 10} ${x - 12} ${y + 5}Z`,
          OF.cream,
          0.75,
        );
        easel.ink(
          `M${x - 8} ${y - 5}l2 5M${x - 3} ${y - 9}l1 5M${x + 2} ${y - 9.6}l0 5M${x + 7} ${y - 7}l-2 5`,
          0.6,
        );
      }
      steam(easel, 50, 36);
    },
  },
  fish: {
    anchors: [
      [14, 48],
      [44, 36],
      [90, 50],
      [50, 64],
      [30, 52],
    ],
    draw: (easel) => {
      easel.shape('M8 51Q28 24 58 36Q72 42 79 50Q72 58 58 64Q28 77 8 51Z', easel.tone(0.74, 0.07), 0.7);
      easel.wash('M14 54Q36 70 66 58Q44 76 14 54Z', OF.white, 0.9);
      easel.shape('M77 50Q86 40 95 33Q90 50 95 67Q86 60 77 50Z', easel.tone(0.62, 0.09));
      easel.shape('M36 31Q46 18 62 27Q58 32 54 35', easel.tone(0.62, 0.09));
      easel.ink('M40 68Q46 78 54 74L52 66M25 37Q33 50 25 64M34 48q6 2 7 7q-6 2 -9 -2');
      easel.dots([[18, 47, 1.9]], OF.black);
      easel.ink(oval(18, 47, 3.2), 0.6);
      for (let at = 0; at < 9; at++)
        easel.ink(`M${42 + (at % 5) * 6.4} ${42 + Math.floor(at / 5) * 9 + (at % 2) * 3}q4 4 0 8`, 0.6);
      easel.ink('M9 52q3 1 5 0', 0.8);
    },
  },
  tamale: {
    anchors: [
      [50, 44],
      [28, 70],
      [62, 26],
      [50, 84],
      [74, 50],
    ],
    draw: (easel) => {
      easel.shape('M28 86Q10 50 32 16Q44 22 50 18Q58 22 68 14Q90 50 72 86Q50 96 28 86Z', '#e3cf95', 0.8);
      easel.shape('M37 78Q28 50 39 26Q50 20 61 26Q72 50 63 78Q50 84 37 78Z', '#f0d27a', 0.75);
      easel.wash('M45 70Q41 50 48 34Q58 40 55 54Q56 66 45 70Z', OF.red, 0.85);
      easel.ink('M45 70Q41 50 48 34Q58 40 55 54Q56 66 45 70Z', 0.6);
      easel.ink('M32 80Q22 52 34 24M68 80Q78 52 66 24M36 88Q33 86 31 82M64 88Q68 86 69 82', 0.6);
      easel.ink('M24 64Q20 66 16 63M78 66Q84 68 86 64', 1);
    },
  },
  zongzi: {
    anchors: [
      [50, 20],
      [34, 60],
      [70, 70],
      [50, 86],
      [84, 40],
    ],
    draw: (easel) => {
      easel.shape('M50 10Q57 13 89 76Q88 86 78 87L22 87Q12 86 11 76Q43 13 50 10Z', OF.deep, 0.75);
      easel.wash('M50 12Q60 46 72 86L88 80Q70 40 50 12Z', OF.leaf, 0.7);
      easel.ink('M50 11Q46 50 28 87M50 11Q60 48 74 87M46 30Q40 54 22 80M56 30Q66 56 82 80', 0.6);
      easel.ink(
        'M20 62Q50 52 79 62M19 66Q50 57 81 66M18 71Q50 62 83 71M49 55Q44 46 38 47Q36 52 48 57Q58 46 64 49Q64 54 50 58',
        1,
      );
    },
  },
  cabbage: {
    anchors: [
      [50, 20],
      [30, 40],
      [50, 74],
      [72, 44],
      [50, 92],
    ],
    draw: (easel) => {
      easel.shape(
        'M50 93Q30 93 28 72Q12 46 26 24Q36 8 47 13Q56 3 68 14Q90 26 73 70Q71 93 50 93Z',
        '#b9d08a',
        0.75,
      );
      easel.shape('M44 91Q30 70 34 40Q40 24 48 30Q60 22 66 42Q70 70 56 91Z', '#dbe6b4', 0.8);
      easel.shape('M46 91Q40 66 48 42Q56 60 55 91Z', OF.white, 1);
      easel.ink(
        'M50 90Q48 62 49 36M44 88Q38 64 40 46M56 88Q62 64 60 46M48 52Q42 46 38 38M50 52Q56 46 61 38M30 66Q22 50 28 32M72 64Q80 46 70 26',
        0.6,
      );
      easel.ink('M34 24q4 -5 8 -3M62 18q5 0 7 5M22 40q1 -6 5 -8', 0.6);
    },
  },
  bread: {
    anchors: [
      [62, 37],
      [20, 52],
      [90, 88],
      [50, 76],
      [40, 48],
    ],
    draw: (easel) => {
      easel.shape('M10 60Q10 27 50 26Q90 27 90 60Q90 80 50 81Q10 80 10 60Z', '#c98b4a', 0.85);
      easel.wash('M12 62Q14 78 50 79Q86 78 88 62Q70 74 50 74Q28 74 12 62Z', OF.brown, 0.6);
      easel.wash('M12 56Q14 34 34 30Q20 42 20 58Z', '#5f3a22', 0.6);
      easel.shape('M30 52Q44 33 76 37Q84 40 78 44Q54 42 40 56Q32 60 30 52Z', OF.cream, 0.9);
      easel.ink('M34 52Q48 40 74 40M20 44q6 -4 9 -9M18 54q5 -3 8 -7M66 58q8 -3 14 0M60 66q9 -3 18 0', 0.6);
      easel.dots(
        [
          [48, 32, 0.7],
          [54, 31, 0.6],
          [44, 62, 0.7],
          [36, 66, 0.6],
          [56, 58, 0.6],
          [68, 70, 0.6],
          [28, 62, 0.7],
        ],
        '#fbf3e0',
      );
      easel.ink(`${oval(88, 90, 5.6, 7)}${oval(88, 90, 3.6, 4.8)}${oval(88, 90, 1.6, 2.6)}`, 0.5);
    },
  },
  cake: {
    anchors: [
      [50, 50],
      [50, 68],
      [36, 26],
      [72, 58],
      [50, 88],
    ],
    draw: (easel) => {
      easel.shape(oval(50, 82, 40, 8), easel.tone(0.86, 0.05), 0.5);
      easel.shape('M22 52L22 78Q50 88 78 78L78 52Q50 62 22 52Z', '#f0cf8d', 0.8);
      easel.wash('M22 62Q50 72 78 62L78 68Q50 78 22 68Z', OF.red, 0.7);
      easel.shape(
        'M22 52Q24 62 30 56Q34 66 40 59Q46 70 52 60Q58 68 63 58Q70 66 78 52Q72 42 50 42Q28 42 22 52Z',
        easel.tone(0.9, 0.05),
        0.8,
      );
      for (const [x, y] of [
        [36, 48],
        [50, 46],
        [64, 48],
      ] as const) {
        easel.shape(
          `M${x - 1.6} ${y}L${x - 1.6} ${y - 16}L${x + 1.6} ${y - 16}L${x + 1.6} ${y}Z`,
          easel.tone(0.7, 0.13, x),
        );
        easel.shape(
          `M${x} ${y - 25}Q${x + 4} ${y - 20} ${x} ${y - 17}Q${x - 4} ${y - 20} ${x} ${y - 25}Z`,
          OF.yellow,
          0.9,
        );
      }
      easel.ink('M22 78Q50 88 78 78', 0.8);
    },
  },
  pot: {
    anchors: [
      [50, 44],
      [86, 50],
      [50, 92],
      [30, 66],
      [50, 22],
    ],
    draw: (easel) => {
      easel.shape('M22 44L26 74Q50 82 74 74L78 44Q50 54 22 44Z', easel.tone(0.56, 0.11), 0.75);
      easel.shape(oval(50, 44, 28, 7.6), '#e7c888', 0.7);
      easel.ink('M22 50Q10 48 12 56Q15 60 24 58M78 50Q90 48 88 56Q85 60 76 58', 1.2);
      easel.dots(
        [
          [42, 44, 2.4],
          [52, 46, 2],
          [60, 43, 2.2],
        ],
        OF.red,
      );
      easel.dots(
        [
          [47, 42, 1.3],
          [57, 47, 1.2],
          [37, 46, 1.2],
        ],
        OF.deep,
      );
      for (const x of [34, 50, 66])
        easel.shape(
          `M${x} 80Q${x + 8} 88 ${x + 3} 95Q${x - 8} 96 ${x - 5} 88Q${x - 2} 88 ${x} 80Z`,
          OF.orange,
          0.85,
        );
      steam(easel, 50, 32);
    },
  },
  tea: {
    anchors: [
      [46, 40],
      [82, 84],
      [86, 44],
      [16, 62],
      [44, 66],
    ],
    draw: (easel) => {
      easel.shape('M24 52Q20 80 46 82Q72 82 70 54Q60 45 47 45Q33 45 24 52Z', easel.tone(0.6, 0.1), 0.75);
      easel.shape('M34 46Q46 36 60 46Q47 51 34 46Z', easel.tone(0.5, 0.1), 0.75);
      easel.shape(oval(47, 36.6, 3.4), easel.tone(0.5, 0.1), 0.75);
      easel.shape('M69 66Q82 62 86 45L79 43Q77 54 69 57Z', easel.tone(0.6, 0.1), 0.75);
      easel.ink('M25 54Q8 50 12 66Q16 78 30 74M26 59Q16 57 18 66Q20 71 28 69');
      easel.shape('M72 78Q74 92 82 92Q90 92 92 78Q82 82 72 78Z', OF.white, 0.8);
      easel.shape(oval(82, 78, 10, 3), '#c9963e', 0.75);
      easel.ink('M40 62q6 -6 12 0q-6 8 -12 0M34 68q4 4 8 3', 0.7);
      steam(easel, 82, 66);
    },
  },
  orange: {
    anchors: [
      [34, 48],
      [72, 66],
      [48, 18],
      [56, 84],
    ],
    draw: (easel) => {
      easel.shape(oval(36, 54, 26, 25), OF.orange, 0.85);
      easel.shape('M36 29Q46 10 62 16Q56 30 36 29Z', OF.deep, 0.8);
      easel.ink('M36 30Q34 24 36 20M40 27Q48 20 57 18', 0.8);
      easel.dots(
        [
          [26, 46, 0.7],
          [32, 62, 0.7],
          [44, 66, 0.7],
          [24, 60, 0.7],
          [40, 44, 0.7],
        ],
        '#c4661c',
      );
      easel.shape(oval(72, 70, 21), OF.orange, 0.8);
      easel.shape(oval(72, 70, 18), '#fff1cf', 0.7);
      for (let at = 0; at < 8; at++) segment(easel, (at / 8) * Math.PI * 2);
    },
  },
};

function segment(easel: Easel, angle: number): void {
  const at = (turn: number, reach: number): string =>
    `${72 + Math.cos(angle + turn) * reach} ${70 + Math.sin(angle + turn) * reach}`;
  easel.wash(`M${at(0, 2.4)}L${at(-0.3, 15.6)}Q${at(0, 17.6)} ${at(0.3, 15.6)}Z`, '#f4a544', 0.9);
  easel.ink(`M${at(0, 2.4)}L${at(-0.3, 15.6)}Q${at(0, 17.6)} ${at(0.3, 15.6)}Z`, 0.5);
}
