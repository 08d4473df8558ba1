import type { Measure } from './units.ts';

/** In kilograms, metres, square metres, litres, degrees Celsius, kilometres an hour. */
export interface Quantity {
  measure: Measure;
  low: number;
  high: number;
  digits: number;
  /** Somebody's height: in feet and inches. */
  height?: boolean;
}

interface Reader {
  system: 'metric' | 'us';
  /** BCP 47. */
  reader: string;
}

/** From this size on (in the base unit) a unit is used: the first that fits. */
type Steps = readonly [unit: string, size: number, from: number][];

const STEPS: Record<'metric' | 'us', Record<Exclude<Measure, 'temperature'>, Steps>> = {
  metric: {
    weight: [
      ['kilogram', 1, 1],
      ['gram', 0.001, 0],
    ],
    length: [
      ['kilometer', 1000, 1000],
      ['meter', 1, 1],
      ['centimeter', 0.01, 0.01],
      ['millimeter', 0.001, 0],
    ],
    area: [
      ['hectare', 10_000, 10_000],
      ['m²', 1, 0],
    ],
    volume: [
      ['liter', 1, 1],
      ['milliliter', 0.001, 0],
    ],
    speed: [['kilometer-per-hour', 1, 0]],
  },
  us: {
    weight: [
      ['pound', 0.45359237, 0.45359237],
      ['ounce', 0.028349523125, 0],
    ],
    length: [
      ['mile', 1609.344, 800],
      ['foot', 0.3048, 0.9144],
      ['inch', 0.0254, 0],
    ],
    area: [
      ['acre', 4046.8564224, 4046],
      ['ft²', 0.09290304, 0],
    ],
    volume: [
      ['gallon', 3.785411784, 1.892],
      ['fluid-ounce', 0.0295735295625, 0],
    ],
    speed: [['mile-per-hour', 1.609344, 0]],
  },
};

/** `≈ 1.8 kg`, `≈ 5′9″`: no words but those of CLDR. */
export function showQuantity(quantity: Quantity, { system, reader }: Reader): string {
  const { measure, low, high, digits, height } = quantity;
  if (measure === 'temperature') {
    const degrees = (celsius: number) => Math.round(system === 'us' ? (celsius * 9) / 5 + 32 : celsius);
    const whole = format(reader, {
      style: 'unit',
      unit: system === 'us' ? 'fahrenheit' : 'celsius',
      unitDisplay: 'short',
    });
    return ranged(whole, degrees(low), degrees(high));
  }
  if (height && system === 'us')
    return `≈ ${feetAndInches(low)}${high > low ? `–${feetAndInches(high)}` : ''}`;
  const steps = STEPS[system][measure];
  const [unit, size] = steps.find(([, , from]) => high >= from) ?? steps.at(-1)!;
  const [a, b] = [rounded(low / size, digits), rounded(high / size, digits)];
  if (/²/u.test(unit)) return `${ranged(format(reader, {}), a, b)} ${unit}`;
  return ranged(
    format(reader, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 4 }),
    a,
    b,
  );
}

/** From here on, small change says nothing. */
const SMALL = 10;

/** `≈ $1.10`, `≈ ¥71`: from ten on without small change. */
export function showMoney(
  { low, high, digits }: Pick<Quantity, 'low' | 'high' | 'digits'>,
  { currency, reader }: { currency: string; reader: string },
): string {
  const [a, b] = [low, high].map((sum) =>
    high < SMALL ? rounded(sum, digits) : Math.round(rounded(sum, digits)),
  ) as [number, number];
  const whole = Number.isInteger(a) && Number.isInteger(b);
  const money = format(reader, {
    style: 'currency',
    currency,
    minimumFractionDigits: whole ? 0 : 2,
    maximumFractionDigits: whole ? 0 : 2,
  });
  return ranged(money, a, b);
}

function feetAndInches(metres: number): string {
  const inches = Math.round(metres / 0.0254);
  return `${Math.floor(inches / 12)}′${inches % 12}″`;
}

function rounded(value: number, digits: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(digits));
}

function ranged(numbers: Intl.NumberFormat, low: number, high: number): string {
  return `≈ ${low === high ? numbers.format(low) : numbers.formatRange(low, high)}`;
}

const formats = new Map<string, Intl.NumberFormat>();
const KEPT = 200;

/** A format costs a tenth of a millisecond to make. */
function format(reader: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${reader} ${Object.values(options).join(' ')}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= KEPT) formats.clear();
  const made = new Intl.NumberFormat(reader, options);
  formats.set(key, made);
  return made;
}
