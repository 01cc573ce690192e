import { basename, dirname } from 'node:path';
import { Downloader } from 'nodejs-file-downloader';
import { runDownload } from './run-download.mjs';

const [url, destination] = process.argv.slice(2);
await runDownload(async () => {
  await new Downloader({
    url,
    directory: dirname(destination),
    fileName: basename(destination),
    cloneFiles: false,
    maxAttempts: 6,
    timeout: 5000,
  }).download();
});
