import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ICON = fileURLToPath(new URL('../src/lib/ui/Icon.svelte', import.meta.url));

type Shape = [tag: string, attributes: Record<string, string>];

/**
 * Makes each icon of @lucide/svelte one path drawn by `lib/ui/Icon.svelte`. The package's own component builds a
 * tree from data at run time, which costs every page (icons in the shell, one on every card) time on the server,
 * script in the browser and bytes in the HTML. Icons keep their import path and take `size` and `class`.
 */
export function lightIcons(): Plugin {
  return {
    name: 'light-icons',
    enforce: 'pre',
    load: {
      filter: { id: /@lucide[/\\]svelte[/\\]dist[/\\]icons[/\\][^/\\]+\.js$/ },
      async handler(id) {
        // Some are other names of an icon.
        const named = /from "\.\/(.+\.svelte)"/.exec(await this.fs.readFile(id, { encoding: 'utf8' }))?.[1];
        if (!named) throw new Error(`${id} does not say which icon it is`);
        const source = await this.fs.readFile(join(dirname(id), named), { encoding: 'utf8' });
        const data = /const iconData = (\{.*\});/.exec(source)?.[1];
        if (!data) throw new Error(`${id} is not shaped like an icon any more`);
        const d = (JSON.parse(data) as { node: Shape[] }).node.map(pathOf).join('');
        // Props are getters that must stay live: they are inherited, not copied.
        return `import Icon from ${JSON.stringify(ICON)};
export default (target, props) => Icon(target, Object.create(props, { d: { value: ${JSON.stringify(d)} } }));`;
      },
    },
  };
}

function pathOf([tag, a]: Shape): string {
  const n = (name: string) => Number(a[name] ?? 0);
  switch (tag) {
    case 'path':
      // A path may begin with a relative move, which counts from 0 0 where it stands alone.
      return a.d!.replace(/^m/, 'M0 0m');
    case 'circle':
      return `M${n('cx') - n('r')} ${a.cy}a${a.r} ${a.r} 0 1 0 ${2 * n('r')} 0a${a.r} ${a.r} 0 1 0 ${-2 * n('r')} 0`;
    case 'ellipse':
      return `M${n('cx') - n('rx')} ${a.cy}a${a.rx} ${a.ry} 0 1 0 ${2 * n('rx')} 0a${a.rx} ${a.ry} 0 1 0 ${-2 * n('rx')} 0`;
    case 'line':
      return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`;
    case 'polyline':
      return `M${a.points}`;
    case 'polygon':
      return `M${a.points}Z`;
    case 'rect':
      return roundedRect({
        x: n('x'),
        y: n('y'),
        width: n('width'),
        height: n('height'),
        r: Number(a.rx ?? a.ry ?? 0),
      });
    default:
      throw new Error(`An icon with a <${tag}> needs its path here`);
  }
}

function roundedRect(box: { x: number; y: number; width: number; height: number; r: number }): string {
  const { x, y, width, height, r } = box;
  const arc = (dx: number, dy: number) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : '');
  const across = width - 2 * r;
  const down = height - 2 * r;
  return `M${x + r} ${y}h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}Z`;
}
