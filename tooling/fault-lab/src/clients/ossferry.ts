import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ossferryCommand, repositoryRoot } from '../repository.ts';
import type { Client, ProgramEnd } from './client.ts';

/** `ossferry get` with its defaults. */
export const ossferry: Client = {
  name: 'ossferry',
  options: '`ossferry get "$URL" -o file`; `--on-change restart` after it reported that the object was replaced',
  async version() {
    const manifest = await readFile(join(repositoryRoot, 'apps/cli/package.json'), 'utf8');
    return `${(JSON.parse(manifest) as { version: string }).version} (this checkout)`;
  },
  command({ url, endpoint, bucket, key, destination, isRenewable, acceptsChange }) {
    const source = isRenewable ? [`oss://${bucket}/${key}`, '--endpoint', endpoint, '--region', 'cn-hangzhou'] : [url];
    const onChange = acceptsChange ? ['--on-change', 'restart'] : [];
    return [...ossferryCommand, 'get', ...source, '-o', destination, '--progress', 'json', ...onChange];
  },
  // The CLI exits with 1 for a bug.
  isCrash: (end) => end.exitCode === 1 || end.exitCode === null || errorCode(end) === undefined,
  errorCode,
};

function errorCode({ stderr }: ProgramEnd): string | undefined {
  try {
    const last = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as { code?: unknown; error?: { code?: unknown } };
    const code = last.code ?? last.error?.code;
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
}
