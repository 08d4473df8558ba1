interface Words {
  lines: readonly { text: string }[];
}

/** The lines of a picture, each with its own in the other language; all of that below the last one where they are not as many. */
export function lineByLine(
  { lines }: Words,
  version: { text: string } | null,
): { text: string; translated: string | null }[] {
  const others = version?.text.split('\n') ?? [];
  const same = others.length === lines.length;
  return lines.map(({ text }, at) => {
    const whole = at === lines.length - 1 && version ? version.text : null;
    const translated = same ? others[at]! : whole;
    return { text, translated: translated?.trim() === text.trim() ? null : translated };
  });
}
