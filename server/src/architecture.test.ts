import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { DEMO_TABLES, KERNEL_TABLES, ORDER } from './order.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Hand-written code; data, messages, SQL and generated files are told by folder. */
const CODE = ['server/src', 'packages', 'web/src', 'bench', 'bin', 'e2e'];
const NOT_BY_HAND = /(^|\/)(node_modules|generated|paraglide|build|\.svelte-kit|data|models)(\/|$)/;
const LIMITS = { file: 400, svelte: 250, function: 80, nesting: 3, parameters: 3 };

interface Source {
  path: string;
  text: string;
}

const sources: Source[] = CODE.flatMap((folder) => filesIn(join(ROOT, folder)))
  .filter((path) => /\.(ts|svelte)$/.test(path) && !NOT_BY_HAND.test(relative(ROOT, path)))
  .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') }));
const typescript = sources.filter(({ path }) => path.endsWith('.ts'));
const position = new Map(ORDER.map(({ domain }, index) => [domain, index]));

test('every domain folder stands in the order, and every table has one owner', () => {
  const folders = readdirSync(join(ROOT, 'server/src/domains'));
  assert.deepEqual([...position.keys()].sort(), folders.sort());
  const owned = [...KERNEL_TABLES, ...DEMO_TABLES, ...ORDER.flatMap(({ tables }) => tables)].sort();
  const made = readdirSync(join(ROOT, 'server/migrations')).flatMap((name) =>
    [
      ...readFileSync(join(ROOT, 'server/migrations', name), 'utf8').matchAll(
        /^create (?:unlogged )?table (\w+)/gm,
      ),
    ].map((match) => match[1]!),
  );
  assert.deepEqual(owned, [...made, 'migrations'].sort());
});

test('domains import downward only, and through doors only', () => {
  const wrong: string[] = [];
  for (const source of typescript.filter(({ path }) => domainOf(path))) {
    const own = domainOf(source.path)!;
    for (const target of importsOf(source)) {
      const other = domainOf(target);
      if (!other || other === own) continue;
      if (position.get(other)! >= position.get(own)!) wrong.push(`${source.path} imports upward: ${target}`);
      if (!target.endsWith(`/domains/${other}/index.ts`))
        wrong.push(`${source.path} goes round the door of ${other}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('kernel and providers know no domain, packages know nobody, the design system knows no domain', () => {
  const wrong = typescript.flatMap((source) =>
    importsOf(source)
      .filter((target) => !mayImport(source.path, target))
      .map((target) => `${source.path} → ${target}`),
  );
  assert.deepEqual(wrong, []);
  const ui = sources.filter(
    ({ path }) => path.startsWith('web/src/lib/ui/') && /lib\/domains/.test(path + textImports(path)),
  );
  assert.deepEqual(
    ui.map(({ path }) => path),
    [],
  );
});

test('a domain names only its own tables', () => {
  const owner = new Map(
    ORDER.flatMap(({ domain, tables }) => tables.map((table) => [table, domain] as const)),
  );
  const wrong: string[] = [];
  for (const { path, text } of typescript) {
    const own = domainOf(path);
    if (!own || path.endsWith('.test.ts')) continue;
    for (const match of text.matchAll(TABLE_USE)) {
      const table = match[1] ?? match[2]!;
      const of = owner.get(table);
      if (of && of !== own) wrong.push(`${path} uses ${table} of ${of}`);
    }
  }
  assert.deepEqual(wrong, []);
});

const TABLE_USE =
  /(?:\b(?:from|join|into|update|using)\s+(?:only\s+)?([a-z_]+)\b(?!\s*\())|(?:\b(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*['"]([a-z_]+))/g;

test('no import cycle among value imports', () => {
  const graph = new Map(typescript.map((source) => [source.path, importsOf(source, { values: true })]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const target of graph.get(path) ?? []) if (graph.has(target)) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of graph.keys()) visit(path, []);
  assert.deepEqual(cycles, []);
});

test('sizes: files, functions, nesting, parameters', () => {
  const wrong = sources.flatMap((source) => {
    const lines = source.text.split('\n').length - 1;
    const most = source.path.endsWith('.svelte') ? LIMITS.svelte : LIMITS.file;
    const long = lines > most ? [`${source.path}: ${lines} lines`] : [];
    return source.path.endsWith('.ts') ? [...long, ...functionProblems(source)] : long;
  });
  assert.deepEqual(wrong, []);
});

test('process.env is read in one place of the server', () => {
  const readers = typescript.filter(
    ({ path, text }) =>
      path.startsWith('server/src/') &&
      !path.includes('testing/') &&
      !path.endsWith('.test.ts') &&
      /process\.env/.test(text),
  );
  assert.deepEqual(
    readers.map(({ path }) => path),
    ['server/src/config.ts'],
  );
});

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (NOT_BY_HAND.test(relative(ROOT, path))) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function domainOf(path: string): string | undefined {
  return /^server\/src\/domains\/([^/]+)\//.exec(path)?.[1];
}

/** Paths of ours that a file imports; type-only imports left out when only values are asked for. */
function importsOf({ path, text }: Source, { values = false } = {}): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  for (const statement of file.statements) {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    if (!isImport || !statement.moduleSpecifier) continue;
    if (values && isTypeOnly(statement)) continue;
    const name = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (name.startsWith('.')) found.push(relative(ROOT, resolve(join(ROOT, dirname(path)), name)));
    if (name.startsWith('#lib/')) found.push(name.replace('#lib/', 'web/src/lib/'));
  }
  return found;
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) {
    const named =
      statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements
        : [];
    return statement.isTypeOnly || (named.length > 0 && named.every((element) => element.isTypeOnly));
  }
  const clause = statement.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    !clause.name &&
    !!bindings &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function mayImport(from: string, to: string): boolean {
  if (from.endsWith('.test.ts') || from.includes('/testing/')) return true;
  if (from.startsWith('server/src/kernel/'))
    return /^server\/src\/(kernel|generated|providers|config\.ts)/.test(to);
  if (from.startsWith('server/src/providers/')) return /^server\/src\/(providers|kernel|config\.ts)/.test(to);
  if (from.startsWith('server/src/domains/'))
    return !/^server\/src\/(api|app|main|domains)\.ts|server\/src\/(launch|demo)\//.test(to);
  const own = /^packages\/[^/]+\//.exec(from)?.[0];
  return own ? to.startsWith(own) : true;
}

function textImports(path: string): string {
  return [...readFileSync(join(ROOT, path), 'utf8').matchAll(/from '([^']+)'/g)]
    .map((match) => match[1])
    .join('\n');
}

function functionProblems({ path, text }: Source): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const visit = (node: ts.Node, depth: number): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = file.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node);
      if (lines > LIMITS.function) found.push(`${path}:${lineOf(node)}: function of ${lines} lines`);
      if (node.parameters.length > LIMITS.parameters)
        found.push(`${path}:${lineOf(node)}: ${node.parameters.length} parameters`);
      ts.forEachChild(node, (child) => visit(child, 0));
      return;
    }
    const deeper = nests(node) ? depth + 1 : depth;
    if (deeper > LIMITS.nesting) found.push(`${path}:${lineOf(node)}: nested ${deeper} deep`);
    ts.forEachChild(node, (child) => visit(child, deeper));
  };
  visit(file, 0);
  return [...new Set(found)];
}

/** `else if` is one chain, not deeper and deeper. */
function nests(node: ts.Node): boolean {
  if (ts.isIfStatement(node)) return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  return (
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isWhileStatement(node) ||
    ts.isDoStatement(node) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node)
  );
}
