import { parentPort } from 'node:worker_threads';
import { onDisk } from '../workspace/disk-error.ts';
import { placeFile } from '../workspace/place-file.ts';
import { collectMessages } from './collect-messages.ts';
import type { FromPlacer, PlaceOrder, PlaceResult } from './placer-messages.ts';
import { packError } from './worker-messages.ts';

// The body of the thread that places files.
const port = parentPort;
if (port === null) throw new Error('placer-worker runs in a worker thread only');
const tell = (message: FromPlacer): void => port.postMessage(message);
const tellResult = collectMessages<PlaceResult>(tell);

port.on('message', (orders: readonly PlaceOrder[]) => {
  for (const order of orders) void carryOut(order);
});
tell('ready');

async function carryOut({ id, bytes, place }: PlaceOrder): Promise<void> {
  try {
    await onDisk(place.destination, () => placeFile(bytes, place));
    tellResult({ id });
  } catch (error) {
    tellResult({ id, error: packError(error) });
  }
}
