import { repair } from './repair.ts';

// A process that a test kills: repairs argv[2] from argv[3], and prints the number of durable bytes.
const [, , file = '', url = ''] = process.argv;
await repair(file, url, {
  parallel: 2,
  onEvent(event) {
    if (event.type === 'progress') process.stdout.write(`${event.durableBytes}\n`);
  },
});
