/** Rows as RFC 4180 has them: lines end in CRLF, what has a comma, a quote or a line's end is quoted. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(field).join(',') + '\r\n').join('');
}

function field(text: string): string {
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A text as Anki shows it, which takes fields for HTML where a file says so: nothing that people wrote becomes markup. */
export function ankiText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}
