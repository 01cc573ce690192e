import { createClient, getObject } from '@ossferry/client';
import { definePlugin, OssError } from '@ossferry/contract';
import { fromEnv } from '@ossferry/credentials';
import { download } from '@ossferry/downloader-node';

const timing = definePlugin('timing', (host) =>
  host.use('attempt', async (attempt, next) => {
    const startMs = performance.now();
    const response = await next(attempt);
    console.log(attempt.key, performance.now() - startMs);
    return response;
  }),
);

const oss = createClient({ region: 'cn-hangzhou', credentials: fromEnv(), plugins: [timing] });
try {
  const summary = await download(() => oss.presign(getObject({ bucket: 'b', key: 'k' })), 'k', { parallel: 4 });
  const size: number = summary.sizeBytes;
  console.log(size);
} catch (error) {
  if (OssError.isInstance(error)) console.error(error.code satisfies string);
}
