/** What the framework puts into `app.html`. */
export interface Parts {
  head: string;
  body: string;
}

/** `app.html` as the framework compiles it. */
export type Template = (parts: Parts & Record<string, unknown>) => string;

/** What `app.html` leaves open beside those. */
export interface Open {
  lang: string;
  theme: string;
  /** Tags for the head. */
  meta: string;
}

/**
 * A page: the template with all that it leaves open. Done before anything is put together: a page is long, and to look
 * for something in it afterwards is to copy it.
 */
export function filled(template: Template, parts: Parts, { lang, theme, meta }: Open): string {
  const { beginning, middle, end } = piecesOf(template);
  const opened = beginning
    .replace('%lang%', lang)
    .replace('%theme%', theme)
    .replace('%meta%', () => meta);
  return opened + parts.head + middle + parts.body + end;
}

interface Pieces {
  beginning: string;
  middle: string;
  end: string;
}

const known = new WeakMap<Template, Pieces>();
const HEAD = '%head%';
const BODY = '%body%';

/** What stands around head and body; assets, nonces and environment are not in it. */
function piecesOf(template: Template): Pieces {
  let pieces = known.get(template);
  if (!pieces) {
    const [beginning = '', rest = ''] = template({
      head: HEAD,
      body: BODY,
      assets: '',
      nonce: '',
      env: {},
    }).split(HEAD);
    const [middle = '', end = ''] = rest.split(BODY);
    known.set(template, (pieces = { beginning, middle, end }));
  }
  return pieces;
}
