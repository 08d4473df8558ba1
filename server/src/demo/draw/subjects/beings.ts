import { OF, type Easel } from '../easel.ts';
import { oval } from '../path.ts';
import type { Subject } from './subject.ts';

export const BEINGS: Record<string, Subject> = {
  cat: {
    style: 'crayon',
    anchors: [
      [22, 82],
      [36, 84],
      [50, 84],
      [64, 84],
      [90, 30],
      [78, 84],
    ],
    draw: (easel, { labels, small }) => {
      const fur = easel.tone(0.74, 0.12);
      const legs = !small && labels.length >= 5 ? 6 : 4;
      easel.ink('M80 58Q98 52 92 36Q88 26 82 32', small ? 2.4 : 2);
      for (let at = 0; at < legs; at++) {
        const x = 22 + (at * 56) / (legs - 1);
        easel.shape(`M${x - 3} 66L${x - 3.6} 86Q${x} 90 ${x + 4} 86L${x + 3} 66Z`, fur, 0.75);
      }
      easel.shape('M14 62Q12 46 34 44Q62 38 80 48Q90 58 82 68Q60 78 30 74Q14 74 14 62Z', fur, 0.75);
      easel.shape('M8 40L12 18L24 28L34 27L44 16L48 38Q50 56 30 58Q8 58 8 40Z', fur, 0.75);
      easel.dots(
        [
          [21, 39, 2],
          [36, 38, 2],
        ],
        OF.black,
      );
      easel.ink(
        'M27 45L29 47.4L31 45M29 47.4L29 49Q25 53 22 50M29 49Q33 53 36 50M12 44L-2 41M12 48L-2 50M45 43L58 40M45 47L58 48',
        0.8,
      );
      easel.ink('M52 46q4 6 2 14M62 45q4 6 3 14M72 47q4 6 3 13', 0.9);
    },
  },
  dog: {
    anchors: [
      [32, 30],
      [56, 60],
      [88, 44],
      [30, 50],
      [48, 88],
    ],
    draw: (easel) => {
      const fur = easel.tone(0.76, 0.08);
      easel.ink('M80 58Q92 50 90 36', 2.4);
      easel.shape(
        'M36 56Q40 44 60 48Q82 50 82 64L82 88L74 88L73 74Q60 78 50 74L49 88L41 88Q36 70 36 56Z',
        fur,
        0.75,
      );
      easel.shape(
        'M18 30Q22 16 36 17Q50 18 52 34Q54 52 38 56Q24 58 22 48Q12 48 12 42Q14 36 18 36Z',
        fur,
        0.75,
      );
      easel.shape('M38 20Q50 16 54 26Q58 42 50 48Q42 42 38 20Z', OF.brown, 0.7);
      easel.dots(
        [
          [28, 32, 1.7],
          [14, 40, 2.4],
        ],
        OF.black,
      );
      easel.ink('M16 45Q22 50 29 46M24 48Q24 55 28 54Q31 52 29 47', 0.8);
      easel.shape('M36 54Q46 56 52 48L55 52Q48 62 36 60Z', OF.red, 0.85);
      easel.shape(oval(45, 60, 2.6), OF.yellow, 0.9);
      easel.ink('M6 90Q50 87 96 90M94 30q4 4 3 9M84 30q-2 3 -1 6', 0.8);
    },
  },
  rooster: {
    anchors: [
      [48, 14],
      [50, 34],
      [36, 90],
      [84, 40],
      [60, 62],
    ],
    draw: (easel) => {
      easel.shape(
        'M66 60Q70 26 92 22Q84 32 90 38Q98 34 96 46Q90 50 94 60Q86 60 84 72Q74 72 66 60Z',
        OF.deep,
        0.75,
      );
      easel.ink('M70 58Q76 40 88 28M72 62Q82 50 93 44M76 66Q84 60 91 58', 0.7);
      easel.shape('M30 56Q28 76 46 80Q68 84 72 64Q70 50 60 44L56 30L40 30Q40 46 30 56Z', OF.orange, 0.75);
      easel.shape('M48 56Q62 52 68 62Q62 74 50 70Q44 64 48 56Z', OF.brown, 0.7);
      easel.ink('M52 60q6 2 8 6M56 58q6 2 7 5M50 65q4 3 8 3M36 58q2 4 6 3M34 64q3 4 7 2M38 70q4 3 7 1', 0.7);
      easel.shape('M38 34Q36 20 48 19Q60 20 58 34Q56 42 48 42Q40 42 38 34Z', OF.cream, 0.7);
      easel.shape('M38 20Q36 10 42 14Q43 5 48 11Q52 3 55 12Q62 8 60 20Q48 15 38 20Z', OF.red, 0.85);
      easel.shape('M45 31L51 31L48 38Z', OF.yellow, 0.95);
      easel.shape('M44 38Q42 48 46 48Q48 44 48 39Q49 44 51 48Q55 47 52 38Z', OF.red, 0.85);
      easel.ink(`${oval(43.5, 27, 2.6)}${oval(53, 27, 2.6)}M40 23.4L46 25.4M56.6 23.4L50.6 25.4`, 0.9);
      easel.dots(
        [
          [43.8, 27.4, 1.1],
          [52.8, 27.4, 1.1],
        ],
        OF.black,
      );
      easel.ink(
        'M44 80L42 93M42 93L34 95M42 93L47 96M43 87L38 86M58 80L60 93M60 93L53 95M60 93L67 95M59 87L65 86',
        1.4,
      );
      easel.ink('M14 97Q50 94 90 97', 0.8);
    },
  },
  grandma: {
    anchors: [
      [50, 18],
      [50, 40],
      [26, 70],
      [74, 66],
      [50, 84],
    ],
    draw: (easel) => {
      easel.shape('M18 96Q18 62 38 58L62 58Q82 62 82 96Z', easel.tone(0.62, 0.11), 0.7);
      easel.dots(
        [
          [30, 76, 1.6],
          [40, 70, 1.6],
          [62, 72, 1.6],
          [72, 80, 1.6],
          [34, 88, 1.6],
          [66, 90, 1.6],
        ],
        OF.cream,
      );
      easel.shape('M28 40Q26 14 50 14Q74 14 72 40Q72 60 50 62Q28 60 28 40Z', OF.skin, 0.75);
      easel.shape('M26 40Q22 10 50 10Q78 10 74 40Q70 24 50 24Q30 24 26 40Z', OF.grey, 0.4);
      easel.shape(oval(50, 8, 9, 6.4), OF.grey, 0.4);
      easel.ink(`${oval(40, 40, 6.4, 5.6)}${oval(60, 40, 6.4, 5.6)}M46.4 40h7.2`, 0.9);
      easel.ink(
        'M37 40q3 -3 6 0M57 40q3 -3 6 0M49 46q1 3 3 1M42 52Q50 60 58 52M36 49q-2 2 -1 4M64 49q2 2 1 4',
        0.9,
      );
      easel.wash(`${oval(36, 50, 4)}${oval(64, 50, 4)}`, OF.red, 0.3);
      easel.shape('M34 80Q50 74 66 80L64 92Q50 96 36 92Z', OF.white, 0.8);
      easel.shape(oval(50, 82, 12, 4), OF.cream, 0.9);
      easel.ink('M44 74q-3 -4 0 -8M54 73q4 -4 0 -9', 0.6);
    },
  },
  dancer: {
    anchors: [
      [50, 14],
      [30, 46],
      [76, 34],
      [62, 80],
      [50, 60],
    ],
    draw: (easel) => {
      easel.ink('M46 34Q30 26 22 8M54 34Q70 34 88 18M48 66L40 94M54 66Q66 74 80 72', 2.2);
      easel.shape('M44 30Q50 26 56 30L58 46L42 46Z', easel.tone(0.6, 0.14), 0.8);
      easel.shape(
        'M42 45Q24 60 18 70Q32 68 38 74Q46 68 54 74Q64 66 84 66Q70 54 58 45Z',
        easel.tone(0.72, 0.13),
        0.75,
      );
      easel.ink('M44 50Q36 60 30 68M52 50Q52 62 54 70M56 50Q66 58 74 64', 0.6);
      easel.shape(oval(50, 19, 7, 8), OF.skin, 0.8);
      easel.shape('M42 18Q42 9 51 9Q60 10 58 20Q54 13 42 18Z', OF.black, 0.75);
      easel.shape(oval(56, 8, 3.6), OF.black, 0.75);
      easel.shape('M20 10Q14 4 20 2Q34 10 28 28Q40 40 34 54Q28 40 24 30Q18 20 20 10Z', OF.red, 0.45);
      easel.ink('M10 95Q40 92 86 96', 0.8);
    },
  },
  runner: {
    anchors: [
      [54, 14],
      [40, 44],
      [74, 84],
      [22, 60],
      [60, 50],
    ],
    draw: (easel) => {
      easel.ink('M52 34Q66 42 76 34M48 36Q34 38 28 50M48 62Q62 66 64 76Q72 84 78 84M44 62Q34 74 20 72', 2.8);
      easel.shape('M44 32Q54 26 58 34L54 58L40 56Z', easel.tone(0.68, 0.14), 0.8);
      easel.shape('M40 55L55 57L60 68L48 68L44 66L36 70Z', OF.night, 0.75);
      easel.shape(oval(57, 19, 7.4, 8.4), OF.skin, 0.8);
      easel.shape('M50 16Q52 8 60 10Q66 12 65 18L50 20Z', OF.red, 0.7);
      easel.ink('M65 17L71 17', 1.4);
      easel.shape('M76 82Q86 80 88 86L76 88Z', OF.white, 0.8);
      easel.shape('M20 68Q12 66 11 74L18 78Z', OF.white, 0.8);
      easel.ink('M6 34h16M2 46h14M10 58h8M4 92Q50 88 98 92', 0.9);
    },
  },
  hands: {
    anchors: [
      [34, 62],
      [27, 44],
      [74, 34],
      [84, 70],
      [50, 50],
    ],
    draw: (easel) => {
      easel.shape('M-2 98Q-4 74 6 66L20 66Q34 70 34 98Z', easel.tone(0.62, 0.11), 0.7);
      easel.shape('M4 30Q4 12 20 12Q32 14 31 28L35 37L31 40L31 47Q29 53 21 51L20 68L6 68Z', OF.skin, 0.6);
      easel.shape('M4 46Q-4 8 20 7Q32 8 33 20Q24 18 18 24Q14 34 10 36Q8 42 4 46Z', OF.dark, 0.75);
      easel.ink('M26 29q2 -2 4 0M28 43q-3 2 -6 1M14 36q-3 2 -1 6', 0.9);
      easel.wash(oval(23, 38, 3.4, 2.6), OF.red, 0.4);
      flatHand(easel, 34, 70);
      easel.ink('M48 48Q54 36 62 40M62 40L57 36M62 40L57 44', 1.2);
      flatHand(easel, 72, 50);
      easel.ink('M88 32L97 24M90 40L99 38M83 27L87 18', 0.9);
    },
  },
};

/** A flat hand with its fingers together, seen from the side of the palm; the place is the wrist's. */
function flatHand(easel: Easel, x: number, y: number): void {
  easel.shape(
    `M${x - 6} ${y + 22}L${x - 5} ${y + 6}Q${x - 12} ${y} ${x - 9} ${y - 8}Q${x - 5} ${y - 8} ${x - 3} ${y - 2}L${x - 3} ${y - 22}Q${x} ${y - 27} ${x + 3} ${y - 22}Q${x + 6} ${y - 26} ${x + 8} ${y - 20}Q${x + 12} ${y - 22} ${x + 12} ${y - 16}Q${x + 16} ${y - 16} ${x + 15} ${y - 9}L${x + 11} ${y + 6}L${x + 10} ${y + 22}Z`,
    OF.skin,
    0.75,
  );
  easel.ink(
    `M${x + 3} ${y - 22}L${x + 2} ${y - 4}M${x + 8} ${y - 19}L${x + 6} ${y - 3}M${x + 12} ${y - 15}L${x + 9} ${y - 2}`,
    0.7,
  );
  easel.shape(
    `M${x - 8} ${y + 16}L${x + 12} ${y + 16}L${x + 14} ${y + 30}L${x - 10} ${y + 30}Z`,
    easel.tone(0.62, 0.11),
    0.75,
  );
}
