import { BLUE_INK, INK, PENCIL, RED_PEN } from '../colour.ts';
import { layPaper, line, type Box, type Page } from '../page.ts';
import { fitted, mark } from '../parts.ts';
import type { Params } from '../spec.ts';
import { linesOf, write, type Script } from '../writing.ts';

type Sheet = Params<'worksheet'>;
type Question = Sheet['questions'][number];

/** A page of homework: the questions printed, the answers written, the red pen over both. */
export function drawWorksheet(page: Page, sheet: Sheet): void {
  const { unit, width, height } = page;
  layPaper(page, sheet.hand === 'pencil' ? 'lined' : 'white');
  if (sheet.hand === 'pencil')
    line(page, `M${92 * unit} 0L${92 * unit} ${height}`, { colour: '#e2a19b', width: 3 });
  const left = (sheet.hand === 'pencil' ? 124 : 84) * unit;
  const inner = { x: left, width: width - left - 76 * unit };
  const score = sheet.score ? 250 * unit : 0;
  const print = { print: true, face: 'sans' as const, colour: INK };
  const top =
    66 * unit +
    fitted(page, sheet.title, {
      ...inner,
      ...print,
      width: inner.width - score,
      y: 66 * unit,
      across: 130 * unit,
      max: 62,
      min: 34,
    });
  line(page, `M${inner.x} ${top + 24 * unit}L${inner.x + inner.width - score} ${top + 24 * unit}`, {
    width: 3,
    wobble: 0.5,
  });
  if (sheet.score)
    drawScore(page, sheet.score, {
      x: width - score - 40 * unit,
      y: 40 * unit,
      width: score,
      height: 190 * unit,
    });
  const bottom = height - (sheet.remark ? 190 : 60) * unit;
  const begin = Math.max(top + 60 * unit, sheet.score ? 236 * unit : 0);
  questions(page, sheet, { ...inner, y: begin, height: bottom - begin });
  if (sheet.remark) {
    const at = {
      x: inner.x + inner.width * 0.1,
      width: inner.width * 0.86,
      y: bottom + 14 * unit,
      across: 150 * unit,
    };
    fitted(page, sheet.remark, {
      ...at,
      max: 92,
      min: 40,
      colour: RED_PEN,
      tool: 'ballpoint',
      align: 'right',
      face: 'mashan',
    });
  }
}

/** Finds the size at which all questions fit, then draws them with what room is left spread between them. */
function questions(page: Page, sheet: Sheet, at: Box): void {
  let size = 50 * page.unit;
  const total = (): number =>
    sheet.questions.reduce((sum, question) => sum + heightOf(page, question, { size, width: at.width }), 0);
  while (size > 22 * page.unit && total() > at.height) size *= 0.95;
  const spare = Math.max(0, at.height - total()) / Math.max(1, sheet.questions.length);
  let y = at.y;
  for (const question of sheet.questions) {
    drawQuestion(page, question, { size, x: at.x, y, width: at.width, hand: sheet.hand });
    y += heightOf(page, question, { size, width: at.width }) + Math.min(spare, 90 * page.unit);
  }
}

type Measure = { size: number; width: number };

function printed(page: Page, size: number): Script {
  return { size, colour: INK, language: page.language, face: 'sans', print: true };
}

function textHeight(page: Page, text: string, script: Script & { width: number }): number {
  return linesOf(page.context, text, script).length * script.size * 1.42;
}

function heightOf(page: Page, question: Question, { size, width }: Measure): number {
  const asked = textHeight(page, question.q, { ...printed(page, size), width });
  const options = Math.ceil((question.options?.length ?? 0) / columnsOf(question)) * size * 1.4;
  const answer = textHeight(page, question.answer || ' ', {
    ...printed(page, size * 1.18),
    width: width * 0.72,
  });
  return asked + options + answer + size * 0.9;
}

function columnsOf({ options = [] }: Question): number {
  return options.every((option) => option.length < 18) ? 2 : 1;
}

type Drawn = Measure & { x: number; y: number; hand: Sheet['hand'] };

function drawQuestion(page: Page, question: Question, { size, x, y, width, hand }: Drawn): void {
  const { context, random, language, unit } = page;
  const script = printed(page, size);
  let down = y + write(context, question.q, { ...script, x, y, width, random, leading: 1.42 }) + size * 0.34;
  const columns = columnsOf(question);
  for (const [at, option] of (question.options ?? []).entries()) {
    const place = {
      x: x + size + (at % columns) * (width / 2),
      y: down + Math.floor(at / columns) * size * 1.4,
      width: width / columns,
    };
    write(context, option, { ...script, ...place, size: size * 0.92, random });
  }
  down += Math.ceil((question.options?.length ?? 0) / columns) * size * 1.4;
  const pen =
    hand === 'pencil'
      ? { tool: 'pencil' as const, colour: PENCIL }
      : { tool: 'ballpoint' as const, colour: BLUE_INK };
  const answer = {
    ...pen,
    size: size * 1.18,
    language,
    random,
    x: x + size * 0.9,
    y: down,
    width: width * 0.72,
  };
  const lines = linesOf(context, question.answer || ' ', answer);
  write(context, question.answer || ' ', answer);
  const end = answer.x + Math.max(...lines.map((one) => one.width));
  line(
    page,
    `M${x + size * 0.7} ${down + size * 1.4 * lines.length}L${Math.max(end, x + width * 0.5)} ${down + size * 1.4 * lines.length}`,
    { width: 1.8, wobble: 0.6 },
  );
  const sign = { x: end + 34 * unit, y: down - size * 0.1, size: size * 1.25 };
  mark(page, question.mark, sign);
  if (!question.note) return;
  const from = sign.x + (question.mark === 'none' ? 0 : size * 1.9);
  const room = x + width - from;
  const below = room < size * 3.4;
  const where = below
    ? { x: x + width * 0.4, y: down + size * 1.45, width: width * 0.6 }
    : { x: from, y: down - size * 0.1, width: room };
  fitted(page, question.note, {
    ...where,
    across: size * (below ? 1.3 : 1.9),
    max: (size / unit) * 1.12,
    min: 18,
    colour: RED_PEN,
    tool: 'ballpoint',
    align: below ? 'right' : 'left',
  });
}

function drawScore(page: Page, score: string, at: Box): void {
  const { unit } = page;
  fitted(page, score, {
    x: at.x,
    y: at.y,
    width: at.width,
    across: 150 * unit,
    max: 170,
    min: 60,
    colour: RED_PEN,
    tool: 'ballpoint',
    align: 'center',
    weight: 1.1,
  });
  const y = at.y + 164 * unit;
  for (const down of [0, 14])
    line(
      page,
      `M${at.x + 20 * unit} ${y + down * unit}Q${at.x + at.width / 2} ${y + (down - 9) * unit} ${at.x + at.width - 10 * unit} ${y + (down - 3) * unit}`,
      { colour: RED_PEN, width: 6, tool: 'ballpoint' },
    );
}
