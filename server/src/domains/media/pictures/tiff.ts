/** Raw pixels as sharp gives and takes them. */
export type Pixels = { data: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4; bits: 8 | 16 };

const ROWS_PER_STRIP = 32;
const [SHORT, LONG, BYTES] = [3, 4, 7];
const SIZES: Record<number, number> = { [SHORT]: 2, [LONG]: 4, [BYTES]: 1 };

/**
 * Raw RGB or RGBA with a colour profile, as an uncompressed TIFF in memory: the one way to hand pixels that another
 * decoder made to colour management.
 */
export function tiff({ data, width, height, channels, bits }: Pixels, profile: Buffer): Buffer {
  const stripBytes = ROWS_PER_STRIP * width * channels * (bits / 8);
  const strips = Math.ceil(height / ROWS_PER_STRIP);
  const lengths = Array.from({ length: strips }, (_, i) =>
    Math.min(stripBytes, data.length - i * stripBytes),
  );
  const fields: Field[] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array.from({ length: channels }, () => bits)],
    [259, SHORT, [1]],
    [262, SHORT, [2]],
    [273, LONG, Array.from({ length: strips }, () => 0)],
    [277, SHORT, [channels]],
    [278, LONG, [ROWS_PER_STRIP]],
    [279, LONG, lengths],
    [284, SHORT, [1]],
    ...(channels === 4 ? [[338, SHORT, [2]] satisfies Field] : []),
    [34_675, BYTES, profile],
  ];
  const start = directory(fields).length;
  fields[5]![2] = lengths.map((_, i) => start + i * stripBytes);
  return Buffer.concat([directory(fields), data]);
}

type Field = [tag: number, type: number, values: number[] | Buffer];

function directory(fields: Field[]): Buffer {
  const table = Buffer.alloc(8 + 2 + fields.length * 12 + 4);
  table.write('II*\0', 0, 'latin1');
  table.writeUInt32LE(8, 4);
  table.writeUInt16LE(fields.length, 8);
  const extra: Buffer[] = [];
  let extraAt = table.length;
  fields.forEach(([tag, type, values], i) => {
    const at = 10 + i * 12;
    table.writeUInt16LE(tag, at);
    table.writeUInt16LE(type, at + 2);
    table.writeUInt32LE(values.length, at + 4);
    const body = packed(type, values);
    if (body.length <= 4) {
      body.copy(table, at + 8);
      return;
    }
    table.writeUInt32LE(extraAt, at + 8);
    extra.push(body);
    extraAt += body.length;
  });
  return Buffer.concat([table, ...extra]);
}

function packed(type: number, values: number[] | Buffer): Buffer {
  const size = SIZES[type]!;
  // Offsets in a TIFF are even.
  const bytes = Buffer.alloc(values.length * size + ((values.length * size) % 2));
  values.forEach((value, i) => {
    if (size === 1) bytes.writeUInt8(value, i);
    else if (size === 2) bytes.writeUInt16LE(value, i * 2);
    else bytes.writeUInt32LE(value, i * 4);
  });
  return bytes;
}
