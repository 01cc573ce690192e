import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../environment.ts';

export interface TemporaryHome {
  readonly path: string;
  /** An environment that contains only this home. */
  readonly env: Environment;
  /** Writes a file under the home, by default only accessible to its owner, and returns its path. */
  readonly write: (name: string, content: string | object, mode?: number) => string;
}

/** Creates an empty home directory, and removes it at the end of the test. */
export function temporaryHome(): TemporaryHome {
  const path = mkdtempSync(join(tmpdir(), 'credentials-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    env: { HOME: path, USERPROFILE: path },
    write: (name, content, mode = 0o600) => {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      chmodSync(file, mode);
      return file;
    },
  };
}
