/** Which package of ours may import which, for its shipped sources. Tests may import anything. */
export const allowedImports: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  'core-signer': ['contract'],
  credentials: ['contract'],
  'cname-endpoint': ['contract'],
  client: ['contract', 'core-signer'],
  'downloader-core': ['contract'],
  'downloader-node': ['contract', 'downloader-core'],
  'downloader-browser': ['contract', 'downloader-core'],
  diagnose: ['contract', 'core-signer'],
  snippets: ['contract'],
  'local-oss': [],
  testkit: ['contract', 'local-oss'],
};

/** Packages whose build bundles all of their imports, so they list them as `devDependencies`. */
export const bundledPackages: ReadonlySet<string> = new Set(['apps/cli']);
