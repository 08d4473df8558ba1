/** How different two sRGB colours (0–255) look: CIEDE2000 (Sharma, Wu, Dalal 2005). 1 is just seen, 3 is small. */
export function deltaE(a: readonly number[], b: readonly number[]): number {
  const [one, two] = [lab(a), lab(b)];
  const [c1, c2] = [Math.hypot(one[1], one[2]), Math.hypot(two[1], two[2])];
  const middle = (c1 + c2) / 2;
  const g = 0.5 * (1 - Math.sqrt(middle ** 7 / (middle ** 7 + 25 ** 7)));
  const [first, second] = [polar(one, g), polar(two, g)];
  const lightness = second.l - first.l;
  const chroma = second.c - first.c;
  const hue = first.c * second.c === 0 ? 0 : turn(second.h - first.h);
  const tint = 2 * Math.sqrt(first.c * second.c) * sine(hue / 2);
  const [l, c] = [(first.l + second.l) / 2, (first.c + second.c) / 2];
  const h = middleHue(first, second);
  const t =
    1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) - 0.2 * cosine(4 * h - 63);
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * c, 1 + 0.015 * c * t];
  const rotation =
    -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * sine(60 * Math.exp(-(((h - 275) / 25) ** 2)));
  const [dl, dc, dh] = [lightness / sl, chroma / sc, tint / sh];
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}

type Lab = readonly [l: number, a: number, b: number];
type Polar = { l: number; c: number; h: number };

function lab(rgb: readonly number[]): Lab {
  const [r, g, b] = rgb.map((value) => light(value / 255)) as [number, number, number];
  const x = cube((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = cube(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = cube((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function polar([l, a, b]: Lab, g: number): Polar {
  const stretched = a * (1 + g);
  const angle = (Math.atan2(b, stretched) * 180) / Math.PI;
  return { l, c: Math.hypot(stretched, b), h: (angle + 360) % 360 };
}

function middleHue(first: Polar, second: Polar): number {
  const sum = first.h + second.h;
  if (first.c * second.c === 0) return sum;
  if (Math.abs(first.h - second.h) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

function turn(degrees: number): number {
  if (degrees > 180) return degrees - 360;
  return degrees < -180 ? degrees + 360 : degrees;
}

function light(signal: number): number {
  return signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4;
}

function cube(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}

function cosine(degrees: number): number {
  return Math.cos((degrees * Math.PI) / 180);
}
