import { paint } from '../colour.ts';
import { arrow, fill, layPaper, line, rounded, type Box, type Page } from '../page.ts';
import { fitted, heading } from '../parts.ts';
import type { Point } from '../path.ts';
import type { Params } from '../spec.ts';

type Flow = Params<'flow'>;
type Node = Box & { text: string; asks: boolean; layer: number };

/** A flow chart in felt pen: questions in one colour, steps in another, from top to bottom. */
export function drawFlow(page: Page, flow: Flow): void {
  const { width, height, unit } = page;
  layPaper(page, 'dots');
  const top = heading(page, flow.title, {
    x: 80 * unit,
    y: 54 * unit,
    width: width - 160 * unit,
    height: 120 * unit,
  });
  const nodes = placeNodes(flow, {
    x: 60 * unit,
    y: top + 10 * unit,
    width: width - 120 * unit,
    height: height - top - 60 * unit,
  });
  for (const branch of flow.branches) connect(page, nodes, branch);
  const last = Math.max(...[...nodes.values()].map((node) => node.layer));
  for (const node of nodes.values()) drawNode(page, node, node.layer === last);
}

/** A step stands one row below the lowest of those that lead to it; steps of a row share its width. */
function placeNodes(flow: Flow, area: Box): Map<string, Node> {
  const layers = new Map(flow.steps.map((step) => [step.id, 0]));
  for (let round = 0; round < flow.steps.length; round++) {
    for (const { from, to } of flow.branches) {
      const [above, below] = [index(flow, from), index(flow, to)];
      if (below > above) layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(from) ?? 0) + 1));
    }
  }
  const rows = Math.max(...layers.values()) + 1;
  const tall = area.height / rows;
  const nodes = new Map<string, Node>();
  for (let layer = 0; layer < rows; layer++) {
    const steps = flow.steps.filter((step) => layers.get(step.id) === layer);
    const room = area.width / steps.length;
    for (const [at, step] of steps.entries()) {
      const width = Math.min(room * (steps.length > 1 ? 0.88 : 0.66), area.width * 0.66);
      const box = {
        x: area.x + room * (at + 0.5) - width / 2,
        y: area.y + tall * (layer + 0.1),
        width,
        height: tall * 0.66,
      };
      nodes.set(step.id, { ...box, layer, text: step.text, asks: /[?？]\s*$/u.test(step.text) });
    }
  }
  return nodes;
}

function index(flow: Flow, id: string): number {
  return flow.steps.findIndex((step) => step.id === id);
}

function drawNode(page: Page, node: Node, last: boolean): void {
  const { unit, hue } = page;
  const tints = [paint(0.92, 0.05, hue), paint(0.92, 0.07, hue + 150), paint(0.9, 0.08, hue + 60)];
  const shape = node.asks ? hexagon(node) : rounded(node, last ? node.height / 2 : 18 * unit);
  fill(page, shape, tints[node.asks ? 1 : last ? 2 : 0]!);
  line(page, shape, {
    width: 5,
    colour: paint(0.42, 0.1, node.asks ? hue + 150 : hue),
    tool: 'marker',
    wobble: 1.6,
  });
  const inset = (node.asks ? 52 : 16) * unit;
  const across = node.height - 12 * unit;
  const at = { x: node.x + inset, width: node.width - inset * 2, across };
  const { context } = page;
  context.save();
  const lines = Math.ceil((node.text.length * 40 * unit) / at.width);
  const size = Math.min(50 * unit, across / Math.max(1, Math.min(lines, 3)) / 1.4);
  fitted(page, node.text, {
    ...at,
    y: node.y + node.height / 2 - (lines > 1 ? Math.min(lines, 3) : 1) * size * 0.66,
    max: size / unit,
    min: 18,
    align: 'center',
  });
  context.restore();
}

function hexagon({ x, y, width, height }: Box): string {
  const cut = height * 0.4;
  return `M${x + cut} ${y}L${x + width - cut} ${y}L${x + width} ${y + height / 2}L${x + width - cut} ${y + height}L${x + cut} ${y + height}L${x} ${y + height / 2}Z`;
}

function connect(page: Page, nodes: Map<string, Node>, branch: Flow['branches'][number]): void {
  const { unit, hue } = page;
  const [from, to] = [nodes.get(branch.from), nodes.get(branch.to)];
  if (!from || !to)
    throw new Error(
      `An arrow of a flow goes from ${branch.from} to ${branch.to}, and one of them is missing`,
    );
  const colour = paint(0.45, 0.05, hue);
  const skips = to.layer - from.layer;
  const [start, end] = skips === 1 ? straight(from, to) : around(from, to, page.width);
  const bend = skips === 1 ? 0.04 : skips > 1 ? -0.42 : 0.5;
  arrow(
    page,
    { from: start, to: end, bend: skips === 1 ? bend : start[0] > page.width / 2 ? bend : -bend },
    { colour, width: 4.4 },
  );
  if (!branch.label) return;
  const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  const side = skips === 1 ? (end[0] < start[0] - 4 ? -1 : 1) : start[0] > page.width / 2 ? 1 : -1;
  const wide = 150 * unit;
  const left =
    side > 0
      ? x + 16 * unit + (skips === 1 ? 0 : 20 * unit)
      : x - wide - 16 * unit - (skips === 1 ? 0 : 20 * unit);
  const at = {
    x: Math.min(Math.max(left, 8), page.width - wide - 8),
    y: y - 26 * unit,
    width: wide,
    across: 50 * unit,
  };
  fitted(page, branch.label, {
    ...at,
    max: 42,
    min: 22,
    align: side > 0 ? 'left' : 'right',
    colour: paint(0.48, 0.16, 25),
  });
}

function straight(from: Node, to: Node): [Point, Point] {
  const reach = (to.x + to.width / 2 - from.x - from.width / 2) * 0.3;
  const most = from.width * 0.38;
  const x = from.x + from.width / 2 + Math.max(-most, Math.min(most, reach));
  const back = Math.max(-to.width * 0.38, Math.min(to.width * 0.38, (x - to.x - to.width / 2) * 0.5));
  return [
    [x, from.y + from.height + 3],
    [to.x + to.width / 2 + back, to.y - 6],
  ];
}

/** Arrows that skip rows leave and arrive at the side that has more room. */
function around(from: Node, to: Node, width: number): [Point, Point] {
  const right = from.x + from.width / 2 >= width / 2 - 1;
  const x = (node: Node): number => (right ? node.x + node.width + 4 : node.x - 4);
  return [
    [x(from), from.y + from.height / 2],
    [x(to), to.y + to.height / 2],
  ];
}
