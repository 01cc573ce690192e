import { repair } from './repair.ts';

// A process to be killed: repairs argv[2] from argv[3] and says on stdout how many bytes are durable.
const [, , file = '', url = ''] = process.argv;
await repair(file, url, {
  parallel: 2,
  onEvent(event) {
    if (event.type === 'progress') process.stdout.write(`${event.durableBytes}\n`);
  },
});
