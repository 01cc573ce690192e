import { download } from './download.ts';

// A process that a test kills: downloads argv[2] to argv[3] with argv[4] threads.
const [, , url = '', destination = '', threads = '0'] = process.argv;
await download(url, destination, { threads: Number(threads), parallel: 2 });
