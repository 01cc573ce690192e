import EasyDl from 'easydl';
import { runDownload } from './run-download.mjs';

const [url, destination] = process.argv.slice(2);
await runDownload(() =>
  new EasyDl(url, destination, {
    connections: 8,
    maxRetry: 5,
    retryDelay: 500,
    chunkSize: 2 * 1024 * 1024,
    existBehavior: 'overwrite',
    methodFallback: true,
    followRedirect: false,
    httpOptions: { timeout: 5000 },
  }).wait(),
);
