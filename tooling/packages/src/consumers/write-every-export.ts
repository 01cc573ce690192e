import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicApi } from '../api/public-api.ts';

/** Writes programs that re-export every name of every entry of the packages installed in `consumer`. */
export function writeEveryExport(consumer: string, packages: readonly string[]): void {
  const entries = packages.flatMap((name) => publicApi(join(consumer, 'node_modules', name)));
  for (const [index, { specifier, exports }] of entries.entries()) {
    const names = exports.map(({ name, isType }) => (isType ? `type ${name}` : name));
    writeFileSync(join(consumer, `every-export-${index}.ts`), `export { ${names.join(', ')} } from '${specifier}';\n`);
  }
}
