import {
  CARD_BACKGROUNDS,
  CARD_HEIGHT,
  CARD_WIDTH,
  type CardBackground,
} from '@jujube/contract/card-backgrounds';

/** Steps of the size of the words, in hundredths of the card's width. */
export const FACE_SIZES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/**
 * The style sheet of text cards whose picture is not drawn yet: colours, letters and room for the words of every
 * background. Pages ask for it only where there is such a card, so it costs no other page anything.
 */
export function faceCss(): string {
  const sizes = FACE_SIZES.map((size) => `.face-${size} p { font-size: ${size}cqi; }`);
  return [...CARD_BACKGROUNDS.map(ruleOf), ...sizes].join('\n');
}

/** A background without words, as SVG. */
export function faceSvg(background: CardBackground): string {
  const gradients = background.gradients.map(gradientOf).join('');
  const shapes = background.art.map((shape) => {
    const { d, fill = 'none', stroke, width, opacity, dash } = shape;
    const line = stroke
      ? ` stroke="${stroke}" stroke-width="${width ?? 1}" stroke-linecap="round" stroke-linejoin="round"`
      : '';
    const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
    return `<path d="${d}" fill="${fill}"${line}${dashes}${opacity === undefined ? '' : ` opacity="${opacity}"`}/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}"><defs>${gradients}</defs>${shapes.join('')}</svg>`;
}

function ruleOf({ id, paper, ink, css, box, align, valign, tilt }: CardBackground): string {
  const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)}%`;
  const place = [
    `left: ${percent(box.x, CARD_WIDTH)}`,
    `top: ${percent(box.y, CARD_HEIGHT)}`,
    `width: ${percent(box.width, CARD_WIDTH)}`,
    `height: ${percent(box.height, CARD_HEIGHT)}`,
    `text-align: ${align}`,
    `align-content: ${valign === 'top' ? 'start' : 'center'}`,
    `font-family: ${css}`,
    ...(tilt ? [`rotate: ${tilt}deg`] : []),
  ];
  return [
    `.face-${id} { background: ${paper} url('/card-backgrounds/${id}.svg') center / cover; color: ${ink}; container-type: inline-size; }`,
    `.face-${id} p { ${place.join('; ')}; }`,
  ].join('\n');
}

function gradientOf(gradient: CardBackground['gradients'][number]): string {
  const stops = gradient.stops
    .map(([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`)
    .join('');
  if (gradient.kind === 'radial') {
    const [x, y] = gradient.at;
    return `<radialGradient id="${gradient.id}" gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}" r="${gradient.radius}">${stops}</radialGradient>`;
  }
  const [[x1, y1], [x2, y2]] = [gradient.from, gradient.to];
  return `<linearGradient id="${gradient.id}" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stops}</linearGradient>`;
}
