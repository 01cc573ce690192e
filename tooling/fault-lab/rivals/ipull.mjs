import { downloadFile } from 'ipull';
import { tell } from './tell.mjs';

const [url, destination] = process.argv.slice(2);
const retry = { retries: 5, minTimeout: 500, maxTimeout: 2000 };
await tell(async () => {
  const engine = await downloadFile({
    url,
    savePath: destination,
    parallelStreams: 4,
    maxStreamWait: 5000,
    retry,
    retryFetchDownloadInfo: retry,
    cliProgress: false,
  });
  await engine.download();
  // It also resolves when it was closed, by Ctrl-C for example.
  return engine.status.downloadStatus === 'Finished';
});
