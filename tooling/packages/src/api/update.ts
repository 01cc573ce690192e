import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { publishedPackages } from '../published-packages.ts';
import { apiFile, apiPage } from './snapshot.ts';

/** Updates the snapshots of the public API from the last build: `pnpm api:update`. */
for (const { folder } of publishedPackages()) {
  if (folder.startsWith('apps/')) continue;
  mkdirSync(dirname(apiFile(folder)), { recursive: true });
  writeFileSync(apiFile(folder), apiPage(folder));
}
