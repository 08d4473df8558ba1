import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { addGrain } from '../../kernel/drawing/paper.ts';
import { seeded, type Random } from '../../kernel/drawing/random.ts';
import { faceFor } from '../../kernel/drawing/faces.ts';
import { drawText, facesFor, inkBox } from '../../kernel/drawing/setting.ts';
import { paint } from './colour.ts';
import { drawPath, layWash } from './pen.ts';
import { oval, traces } from './path.ts';
import type { SKRSContext2D } from '@napi-rs/canvas';

/** What an avatar is made of: a colour, one grapheme (a character, a letter or an emoji) and a seed for its brush. */
export type AvatarSpec = { hue: number; glyph: string; seed: string };

const SIDE = 512;
type Brush = {
  context: SKRSContext2D;
  random: Random;
  hue: number;
  wash: (data: string, colour: string, strength?: number) => void;
};

/** Paints an avatar of 512 × 512: a soft ground, a shape behind, the glyph on it. */
export function drawAvatar({ hue, glyph, seed }: AvatarSpec): Canvas {
  const canvas = createCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  const random = seeded(`avatar ${seed}`);
  context.fillStyle = paint(0.93, 0.045, hue);
  context.fillRect(0, 0, SIDE, SIDE);
  const wash = (data: string, colour: string, strength = 0.75): void => {
    for (const { points } of traces(data)) layWash(context, points, { colour, strength, loose: 9, random });
  };
  const brush = { context, random, hue, wash };
  random.pick(GROUNDS)(brush);
  drawGlyph(brush, glyph);
  addGrain(context, { width: SIDE, height: SIDE, seed: 'avatar', strength: 0.06 });
  return canvas;
}

const GROUNDS: readonly ((brush: Brush) => void)[] = [
  (brush) => {
    brush.wash(oval(256, 262, 196), paint(0.78, 0.11, brush.hue), 0.9);
    brush.wash(oval(206, 204, 96), paint(0.86, 0.09, brush.hue + 40), 0.7);
  },
  (brush) => {
    brush.wash('M-10 330Q140 230 270 300Q400 370 530 290L530 530L-10 530Z', paint(0.74, 0.1, brush.hue), 0.9);
    brush.wash(
      'M-10 410Q150 350 300 400Q420 440 530 380L530 530L-10 530Z',
      paint(0.64, 0.1, brush.hue + 20),
      0.8,
    );
    brush.wash(oval(374, 140, 74), paint(0.86, 0.12, 75), 0.9);
  },
  (brush) => {
    for (let at = 0; at < 8; at++) {
      const turn = (at / 8) * Math.PI * 2 + brush.random.next() * 0.2;
      brush.wash(
        oval(256 + Math.cos(turn) * 132, 256 + Math.sin(turn) * 132, 92, 78),
        paint(0.8, 0.1, brush.hue + (at % 2) * 26),
        0.7,
      );
    }
    brush.wash(oval(256, 256, 120), paint(0.9, 0.08, brush.hue + 60), 0.9);
  },
  (brush) => {
    for (let at = 0; at < 7; at++) {
      const y = at * 82 - 20;
      brush.wash(
        `M-20 ${y}Q256 ${y + brush.random.bell() * 40} 532 ${y + 10}L532 ${y + 44}Q256 ${y + 60} -20 ${y + 42}Z`,
        paint(0.82, 0.09, brush.hue + at * 9),
        0.75,
      );
    }
    brush.wash(oval(256, 256, 150), '#fffaf0', 0.5);
  },
  (brush) => {
    brush.wash(
      'M70 120Q160 30 290 70Q440 60 450 220Q500 360 380 430Q260 500 140 430Q20 370 60 240Q40 170 70 120Z',
      paint(0.76, 0.12, brush.hue),
      0.9,
    );
    for (let at = 0; at < 16; at++)
      brush.wash(
        oval(brush.random.between(20, 490), brush.random.between(20, 490), brush.random.between(6, 18)),
        paint(0.7, 0.13, brush.hue + 50),
        0.7,
      );
  },
  (brush) => {
    brush.wash('M256 40L470 430L42 430Z', paint(0.78, 0.11, brush.hue + 20), 0.8);
    brush.wash(oval(256, 290, 140), paint(0.84, 0.1, brush.hue + 70), 0.8);
    drawPath(brush.context, 'M20 450Q140 430 256 452Q380 470 492 446', {
      colour: paint(0.5, 0.1, brush.hue),
      width: 8,
      random: brush.random,
    });
  },
  (brush) => {
    brush.wash(oval(256, 256, 216), paint(0.55, 0.1, brush.hue), 0.9);
    brush.wash(oval(256, 256, 158), paint(0.9, 0.06, brush.hue), 0.35);
    drawPath(brush.context, oval(256, 256, 228), {
      colour: paint(0.5, 0.11, brush.hue),
      width: 7,
      wobble: 6,
      random: brush.random,
    });
  },
];

/** Emoji keep their colours on a pale disc; characters and letters are painted with a brush, darker than their ground. */
function drawGlyph({ context, random, hue }: Brush, glyph: string): void {
  const faces = facesFor(glyph, random.pick(['mashan', 'xiaowei', 'kuaile'] as const));
  const emoji = faceFor(glyph, faces) === 'emoji';
  const type = { faces, size: 240 };
  const ink = inkBox(context, glyph, type);
  const scale = Math.min((emoji ? 250 : 270) / Math.max(ink.width, ink.height), 2.4);
  const [x, y] = [-ink.x - ink.width / 2, -ink.y - ink.height / 2];
  context.save();
  context.translate(256, 256);
  context.rotate(random.bell() * 0.05);
  if (emoji) {
    context.fillStyle = 'rgba(255, 252, 244, 0.62)';
    context.beginPath();
    context.arc(0, 0, 172, 0, Math.PI * 2);
    context.fill();
  } else {
    context.fillStyle = 'rgba(255, 252, 244, 0.55)';
    context.save();
    context.scale(scale, scale);
    drawText(context, glyph, { ...type, x: x + 5, y: y + 6 });
    context.restore();
  }
  context.fillStyle = paint(0.33, 0.1, hue);
  context.scale(scale, scale);
  drawText(context, glyph, { ...type, x, y });
  context.restore();
}
