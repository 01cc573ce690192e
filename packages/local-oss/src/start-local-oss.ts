import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalOss, ObjectAddress } from './local-oss.ts';
import type { ObjectLocation } from './operations/add-version.ts';
import { removeObject } from './operations/delete-object.ts';
import { writeGeneratedObject, writeObject } from './operations/write-object.ts';
import { checkRegion, createBucket } from './options/bucket.ts';
import { checkOptions } from './options/check-options.ts';
import type { LocalOssOptions } from './options/local-oss-options.ts';
import { handleRequest } from './server/handle-request.ts';
import type { ServerState } from './server/server-state.ts';
import { openObjectStore } from './store/open-object-store.ts';

/**
 * Starts a local OSS: an HTTP server that implements the OSS protocol, checks every signature, and stores objects in a
 * directory or in memory.
 *
 * @example
 * const local = await startLocalOss({
 *   buckets: ['examplebucket'],
 *   accounts: [{ accessKeyId: 'LTAI5tExample', accessKeySecret: 'local-secret' }],
 * });
 *
 * @throws TypeError for invalid options: names that OSS does not accept, or duplicates
 * @throws Error if the port is in use or the directory cannot be used
 */
export async function startLocalOss(options: LocalOssOptions): Promise<LocalOss> {
  checkOptions(options);
  const region = options.region ?? 'cn-hangzhou';
  const state = createState(options, region);
  const server = createOssServer(state);
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host, options.port ?? 0);
  return {
    endpoint: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    requests: state.requests,
    clearRequests: () => {
      state.requests.length = 0;
    },
    setFaults: (faults) => {
      state.faults = faults;
    },
    putBucket: (bucket) => {
      const created = createBucket(bucket, region);
      state.buckets.set(created.name, created);
    },
    putObject: async (input) => writeObject(locate(state, input), input),
    generateObject: async (input) => writeGeneratedObject(locate(state, input), input),
    deleteObject: (address) => {
      removeObject(locate(state, address));
    },
    close: () => close(server),
  };
}

function createState(options: LocalOssOptions, region: string): ServerState {
  checkRegion(region);
  const { accounts, now = Date.now } = options;
  const buckets = options.buckets.map((bucket) => createBucket(bucket, region));
  const bucketNames = buckets.map(({ name }) => name);
  const domains = buckets.flatMap(({ customDomains }) => customDomains);
  const keyIds = accounts.map(({ accessKeyId }) => accessKeyId);
  checkUnique('bucket', bucketNames);
  checkUnique('custom domain', domains);
  checkUnique('access key ID', keyIds);
  return {
    buckets: new Map(buckets.map((bucket) => [bucket.name, bucket])),
    accounts: new Map(accounts.map((account) => [account.accessKeyId, account])),
    endpointHosts: options.endpointHosts ?? ['localhost'],
    store: openObjectStore(options.directory),
    now: () => new Date(now()),
    requests: [],
    requestLogLimit: options.requestLogLimit ?? 1000,
    requestCount: 0,
    onInternalError:
      options.onInternalError ?? ((error) => process.emitWarning(error instanceof Error ? error : String(error))),
    faults: options.faults,
  };
}

function checkUnique(kind: string, names: readonly string[]): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new TypeError(`Duplicate ${kind}: ${repeated}`);
}

function createOssServer(state: ServerState): Server {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, requireHostHeader: false }, (message, response) =>
    handleRequest(state, message, response),
  );
  // Node closes slow uploads after five minutes and idle connections after five seconds, earlier than OSS.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  return server;
}

const maxHeaderBytes = 64 * 1024;

function locate(state: ServerState, { bucket: name, key }: ObjectAddress): ObjectLocation {
  const bucket = state.buckets.get(name);
  if (bucket === undefined) throw new Error(`The local OSS has no bucket named ${name}`);
  return { bucket, key, store: state.store, now: state.now() };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
