import { OF, type Easel } from '../easel.ts';
import { box, oval } from '../path.ts';
import { ground, wheel } from './bits.ts';
import type { Subject } from './subject.ts';

/** What one travels in, and what stops one. */
export const WAYS: Record<string, Subject> = {
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
      wheel(easel, [26, 74], 8);
      wheel(easel, [78, 74], 8);
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
      wheel(easel, [28, 78], 10);
      wheel(easel, [84, 78], 10);
      ground(easel, 89);
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
};

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
  wheel(easel, [22, 80], 8);
  wheel(easel, [58, 81], 8);
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
