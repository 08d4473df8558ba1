/**
 * A picture's thumbhash as a tiny picture in a data URL: a few coloured squares, which the browser smooths when it
 * stretches them. Small enough to stand in HTML (about 200 characters) and cheap enough for thirty cards a page.
 * The format is that of thumbhash 1 (Evan Wallace, MIT): a DC part and a handful of AC parts of luminance and chroma.
 */
export function thumbUrl(thumbhash: string): string {
  const hash = Uint8Array.from(atob(thumbhash.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
    char.charCodeAt(0),
  );
  if (hash.length < 5) return EMPTY;
  return bitmap(colours(parts(hash)));
}

const EMPTY = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const WIDTH = 5;
const HEIGHT = 5;

interface Channel {
  dc: number;
  ac: number[];
  nx: number;
  ny: number;
}

function parts(hash: Uint8Array): Channel[] {
  const head = hash[0]! | (hash[1]! << 8) | (hash[2]! << 16);
  const tail = hash[3]! | (hash[4]! << 8);
  const hasAlpha = head >> 23 !== 0;
  const landscape = tail >> 15 !== 0;
  const long = hasAlpha ? 5 : 7;
  const short = Math.max(3, tail & 7);
  let at = (hasAlpha ? 6 : 5) * 2;
  const channel = (dc: number, scale: number, [nx, ny]: [nx: number, ny: number]): Channel => {
    const ac: number[] = [];
    for (let y = 0; y < ny; y += 1) {
      for (let x = y ? 0 : 1; x * ny < nx * (ny - y); x += 1, at += 1) {
        const nibble = ((hash[at >> 1] ?? 0) >> ((at & 1) << 2)) & 15;
        ac.push((nibble / 7.5 - 1) * scale);
      }
    }
    return { dc, ac, nx, ny };
  };
  return [
    channel((head & 63) / 63, ((head >> 18) & 31) / 31, landscape ? [long, short] : [short, long]),
    channel(((head >> 6) & 63) / 31.5 - 1, (((tail >> 3) & 63) / 63) * 1.25, [3, 3]),
    channel(((head >> 12) & 63) / 31.5 - 1, (((tail >> 9) & 63) / 63) * 1.25, [3, 3]),
  ];
}

function colours(channels: Channel[]): number[][] {
  const pixels: number[][] = [];
  for (let row = 0; row < HEIGHT; row += 1) {
    for (let column = 0; column < WIDTH; column += 1) {
      const [l, p, q] = channels.map((one) => valueAt(one, (column + 0.5) / WIDTH, (row + 0.5) / HEIGHT)) as [
        number,
        number,
        number,
      ];
      const blue = l - (2 / 3) * p;
      const red = (3 * l - blue + q) / 2;
      pixels.push([red, red - q, blue].map((value) => Math.round(255 * Math.min(1, Math.max(0, value)))));
    }
  }
  return pixels;
}

function valueAt({ dc, ac, nx, ny }: Channel, x: number, y: number): number {
  let value = dc;
  let at = 0;
  for (let cy = 0; cy < ny; cy += 1) {
    const fy = Math.cos(Math.PI * cy * y) * 2;
    for (let cx = cy ? 0 : 1; cx * ny < nx * (ny - cy); cx += 1, at += 1) {
      value += ac[at]! * Math.cos(Math.PI * cx * x) * fy;
    }
  }
  return value;
}

/** A BMP of 24 bits, the one format that needs neither compression nor checksums. */
function bitmap(pixels: number[][]): string {
  const stride = Math.ceil((WIDTH * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + stride * HEIGHT);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d42, true);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, WIDTH, true);
  view.setInt32(22, -HEIGHT, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  pixels.forEach(([red, green, blue], index) => {
    const at = 54 + Math.floor(index / WIDTH) * stride + (index % WIDTH) * 3;
    bytes.set([blue!, green!, red!], at);
  });
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}
