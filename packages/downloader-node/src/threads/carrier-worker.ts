import { closeSync, constants, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createCrc64, createLocalCarrier, type RangeControl, type RangeEvents } from '@ossferry/downloader-core';
import { openNetwork } from '../network/network.ts';
import { createSocketTransport } from '../network/socket-transport.ts';
import { createFileSink } from '../workspace/file-sink.ts';
import { type CarrierWorkerData, type FromWorker, packError, type ToWorker } from './worker-messages.ts';

// The code of a carrier thread: bytes go from the socket to the disk without passing through the main thread.
const { dataPath, destination, timeouts, network } = workerData as CarrierWorkerData;
const port = parentPort;
if (port === null) throw new Error('carrier-worker only runs in a worker thread');

const descriptor = openSync(dataPath, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
const transport = createSocketTransport(openNetwork(network));
const carrier = createLocalCarrier({
  transport: transport.send,
  sink: createFileSink(descriptor, destination),
  crc64: await createCrc64(),
  timeouts,
});
const running = new Map<number, AbortController>();
const controls = new Map<number, RangeControl>();
const send = (message: FromWorker): void => port.postMessage(message);

port.on('message', (message: ToWorker) => {
  if (message.type === 'carry') void carry(message.id, message);
  else if (message.type === 'abort') running.get(message.id)?.abort();
  else if (message.type === 'shorten') void shorten(message.id, message.end);
  else {
    transport.close();
    closeSync(descriptor);
    process.exit(); // Ends only the thread. In Deno, the port has no `close`.
  }
});
send({ type: 'ready' });

async function carry(id: number, { order }: Extract<ToWorker, { type: 'carry' }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const events: RangeEvents = {
      onControl: (control) => controls.set(id, control),
      onHead: (identity, end, isWhole) => send({ type: 'head', id, identity, end, isWhole }),
      onWritten: (piece) => send({ type: 'written', id, piece }),
      onDropped: (bytes) => send({ type: 'dropped', id, bytes }),
    };
    await carrier.carry(order, events, controller.signal);
    send({ type: 'done', id });
  } catch (error) {
    send({ type: 'failed', id, error: packError(error) });
  } finally {
    running.delete(id);
    controls.delete(id);
  }
}

// No response for a range that has ended: `done` or `failed` was sent before.
async function shorten(id: number, wantedEnd: number): Promise<void> {
  const end = await controls.get(id)?.shorten(wantedEnd);
  if (end !== undefined) send({ type: 'shortened', id, end });
}
