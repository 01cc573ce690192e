import { download } from './download.ts';

// A process to be killed: downloads argv[2] to argv[3] and says on stdout how many bytes are durable.
const [, , url = '', destination = '', threads = '0'] = process.argv;
await download(url, destination, {
  threads: Number(threads),
  parallel: 2,
  onEvent(event) {
    if (event.type === 'progress') process.stdout.write(`${event.durableBytes}\n`);
  },
});
