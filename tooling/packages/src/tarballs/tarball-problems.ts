import { posix } from 'node:path';
import { checkPackage } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import type { Tarball } from './tarball.ts';

/** The problems that `publint --strict` reports. */
export async function publintProblems({ bytes }: Tarball): Promise<readonly string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bytes.slice().buffer }, strict: true });
  return messages.map((message) => `${message.code}: ${formatMessage(message, pkg) ?? ''}`);
}

// Not supported, as in attw's profile `esm-only`: resolution without `exports`, and `require`.
const unsupported: ReadonlySet<string> = new Set(['node10', 'node16-cjs']);

/** The problems that `attw --profile esm-only` reports. A command without entry points has no types. */
export async function typeProblems({ types, manifest }: Tarball): Promise<readonly string[]> {
  if (Object.keys(manifest.exports ?? {}).every((entry) => entry === './package.json')) return [];
  const analysis = await checkPackage(types);
  if (!analysis.types) return ['There are no types.'];
  return analysis.problems
    .filter((problem) => !('resolutionKind' in problem && unsupported.has(problem.resolutionKind)))
    .map((problem) => JSON.stringify(problem));
}

/** Violations of the rules for our manifests. */
export function manifestProblems({ manifest, files }: Tarball, folder: string): readonly string[] {
  const { exports = {}, bin = {}, sideEffects, dependencies = {}, scripts = {} } = manifest;
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  const rules: readonly (readonly [fine: boolean, problem: string])[] = [
    [manifest.license === 'Apache-2.0', 'The licence is not Apache-2.0.'],
    [manifest.type === 'module', 'It is not an ES module.'],
    [manifest.repository?.directory === folder, `The repository's directory is not ${folder}.`],
    [manifest.engines?.node !== undefined || folder.endsWith('-browser'), 'It does not say which Node it runs on.'],
    [manifest.publishConfig?.provenance === true, 'It would be published without provenance.'],
    [manifest.publishConfig?.access === 'public', 'It would not be public.'],
    [sideEffects !== undefined || folder.startsWith('apps/'), 'It does not say whether it has side effects.'],
    [Object.hasOwn(exports, './package.json'), 'package.json is not among the exports.'],
    [!JSON.stringify(exports).includes('@ossferry/source'), 'An export has the condition of this repository.'],
    [
      !Object.values(dependencies).some((range) => /^(?:workspace|catalog|link|file):/.test(range)),
      'A dependency has a range of the workspace.',
    ],
    [
      !Object.keys(scripts).some((name) => /^(?:pre|post)?install$/.test(name)),
      'It runs a script when it is installed.',
    ],
    ...['LICENSE', 'README.md'].map((file) => [files.has(file), `${file} is missing.`] as const),
    ...[...targets, ...Object.values(bin)].map((target) => {
      const path = posix.normalize(target);
      return [path.includes('*') || files.has(path), `${target} does not exist.`] as const;
    }),
  ];
  return rules.filter(([fine]) => !fine).map(([, problem]) => problem);
}

/** Files that do not belong in a package, and source maps without their sources. */
export function contentProblems({ files, read }: Tarball): readonly string[] {
  const problems: string[] = [];
  for (const file of files) {
    if (/\.(?:test|test-support|bench)\.|\.log$|\.tsbuildinfo$|(?:^|\/)\.|^test\//.test(file))
      problems.push(`${file} does not belong in a package.`);
    if (!file.endsWith('.map')) continue;
    const { sources, sourcesContent } = JSON.parse(read(file)) as { sources: string[]; sourcesContent?: string[] };
    for (const source of sources) {
      const path = posix.join(posix.dirname(file), source);
      if (sourcesContent === undefined && !files.has(path))
        problems.push(`${file} refers to ${path}, which does not exist.`);
    }
  }
  return problems;
}
