import { downloadFile } from 'ipull';
import { runDownload } from './run-download.mjs';

const [url, destination] = process.argv.slice(2);
const retry = { retries: 5, minTimeout: 500, maxTimeout: 2000 };
await runDownload(async () => {
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
  // It also resolves if the download was closed, for example by Ctrl-C.
  return engine.status.downloadStatus === 'Finished';
});
