import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript-5';

/** The exports of one entry point of a package. */
export interface EntryApi {
  /** `@ossferry/client/presign`. */
  readonly specifier: string;
  readonly exports: readonly { readonly name: string; readonly isType: boolean }[];
  /** The declarations, without comments, sorted by name. */
  readonly text: string;
}

/** Reads the declarations of a built package, for all entry points with types. */
export function publicApi(packageFolder: string): readonly EntryApi[] {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
  };
  const entries = Object.entries(manifest.exports).flatMap(([entry, target]) => {
    if (typeof target === 'string' || target.types === undefined) return [];
    return [{ specifier: manifest.name + entry.slice(1), file: join(packageFolder, target.types) }];
  });
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
    host,
  );
  return entries.map(({ specifier, file }) => readEntry(program, specifier, file));
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  noEmit: true,
};
const host = ts.createCompilerHost(options);
// Most of the time is spent on the standard library's declarations, which all packages share.
const getSourceFile = host.getSourceFile;
const sources = new Map<string, ts.SourceFile | undefined>();
host.getSourceFile = (file, ...more) => {
  if (!sources.has(file)) sources.set(file, getSourceFile(file, ...more));
  return sources.get(file);
};

function readEntry(program: ts.Program, specifier: string, file: string): EntryApi {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing; is the package built?`);
  const own = ownFiles(program, file);
  const exported = new Map(
    checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolveAlias(checker, symbol)] as const),
  );
  const hidden = new Map<string, ts.Symbol>();
  const visit = (symbol: ts.Symbol): void => {
    for (const other of namesIn(checker, symbol)) {
      if (!own(other) || [...exported.values(), ...hidden.values()].includes(other)) continue;
      hidden.set(other.name, other);
      visit(other);
    }
  };
  for (const symbol of exported.values()) if (own(symbol)) visit(symbol);

  const print = ([name, symbol]: readonly [string, ts.Symbol]): string =>
    own(symbol) ? printDeclarations(symbol) : `export { ${name} } from '${packageOf(symbol)}';`;
  return {
    specifier,
    exports: [...exported]
      .map(([name, { flags }]) => ({ name, isType: (flags & ts.SymbolFlags.Value) === 0 }))
      .sort((one, other) => compare(one.name, other.name)),
    text: [
      ...[...exported].sort(byName).map(print),
      ...(hidden.size === 0 ? [] : ['// Not exported, but part of the shapes above:']),
      ...[...hidden].sort(byName).map(print),
    ].join('\n\n'),
  };
}

/** Whether a symbol is declared by the package itself, and not by another package or the standard library. */
function ownFiles(program: ts.Program, file: string): (symbol: ts.Symbol) => boolean {
  const dist = file.slice(0, file.lastIndexOf('/dist/') + '/dist/'.length);
  return (symbol) =>
    symbol.declarations?.some((declaration) => {
      const { fileName } = declaration.getSourceFile();
      return fileName.startsWith(dist) && program.getSourceFile(fileName) !== undefined;
    }) ?? false;
}

function resolveAlias(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The module-level symbols that the declarations of `symbol` mention. */
function namesIn(checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const mentioned = checker.getSymbolAtLocation(node);
      const target = mentioned && resolveAlias(checker, mentioned);
      if (target?.declarations?.some((declaration) => isTopLevel(declaration))) found.push(target);
    }
    node.forEachChild(walk);
  };
  symbol.declarations?.forEach(walk);
  return found;
}

function isTopLevel(declaration: ts.Declaration): boolean {
  return ts.isSourceFile(statementOf(declaration).parent);
}

function statementOf(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

function printDeclarations(symbol: ts.Symbol): string {
  return (symbol.declarations ?? [])
    .map((declaration) =>
      printer.printNode(ts.EmitHint.Unspecified, statementOf(declaration), declaration.getSourceFile()),
    )
    .join('\n');
}

function packageOf(symbol: ts.Symbol): string {
  let folder = dirname(symbol.declarations?.[0]?.getSourceFile().fileName ?? '/');
  for (; folder !== '/'; folder = dirname(folder)) {
    const manifest = ts.sys.readFile(join(folder, 'package.json'));
    if (manifest !== undefined) return (JSON.parse(manifest) as { readonly name: string }).name;
  }
  return 'the language';
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return compare(one, other);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
