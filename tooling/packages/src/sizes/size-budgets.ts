/** A typical program and its maximum size: bundled and minified by esbuild, then gzipped. */
export interface SizeBudget {
  readonly name: string;
  readonly program: string;
  /** Bytes after gzip. */
  readonly maximum: number;
  /** Packages to exclude, to measure only a package's own code. */
  readonly without?: readonly string[] | undefined;
}

const engine = ['@ossferry/downloader-core', '@ossferry/contract'];

/** The first two are promises to users. The others are the current sizes with some margin, so that growth is noticed. */
export const sizeBudgets: readonly SizeBudget[] = [
  {
    name: 'core-signer: a V4 URL',
    program: `export { signUrl } from '@ossferry/core-signer';`,
    maximum: 5_000,
  },
  {
    name: 'client: an edge function that presigns',
    program: `
      import { getObject } from '@ossferry/client';
      import { createPresigner, publicEndpoint } from '@ossferry/client/presign';
      export async function signReport(env) {
        const presign = createPresigner({
          endpoint: publicEndpoint('cn-hangzhou'),
          credentials: () => ({ accessKeyId: env.OSS_ACCESS_KEY_ID, accessKeySecret: env.OSS_ACCESS_KEY_SECRET }),
        });
        const { url } = await presign(getObject({ bucket: 'examplebucket', key: 'reports/2026.pdf' }), { expires: 1800 });
        return url;
      }`,
    maximum: 8_000,
  },
  {
    name: 'core-signer: a V1 URL',
    program: `export { signUrlV1 } from '@ossferry/core-signer';`,
    maximum: 5_000,
  },
  {
    name: 'client: createClient with getObject',
    program: `export { createClient, getObject } from '@ossferry/client';`,
    maximum: 21_500,
  },
  {
    name: 'credentials: from the environment',
    program: `export { fromEnv } from '@ossferry/credentials';`,
    maximum: 1_600,
  },
  {
    name: 'downloader-browser: its own code, without the engine',
    program: `export { download } from '@ossferry/downloader-browser';`,
    without: engine,
    maximum: 9_000,
  },
  {
    name: 'downloader-browser: download, with the engine and CRC-64 in WebAssembly',
    program: `export { download } from '@ossferry/downloader-browser';`,
    maximum: 26_000,
  },
  {
    name: 'diagnose: inspect and explain in English',
    program: `export { en, explain, inspectUrl } from '@ossferry/diagnose';`,
    maximum: 28_500,
  },
];
