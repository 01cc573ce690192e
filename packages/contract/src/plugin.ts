import type { Credentials, CredentialsProvider } from './credentials.ts';
import type { PresignCall, PresignResult } from './presign.ts';
import type { Attempt, Endpoint, HeaderMap, OssRequest, ResolvedRequest, WireRequest } from './request.ts';

/** Hands the input on. Middleware may call it never (to answer early), once, or again. */
export type Next<Input, Output> = (input: Input) => Promise<Output>;

/** The input is read-only; a middleware gives `next` a changed copy, so no attempt sees another one's leftovers. */
export type Middleware<Input, Output> = (input: Input, next: Next<Input, Output>) => Promise<Output>;

/** Places for any number of middleware. The first plugin in the list is outermost. */
export interface Rings {
  /** Around making one presigned URL; nothing is sent. */
  readonly presign: { readonly input: PresignCall; readonly output: PresignResult };
  /** Around one logical request: runs once, however often the request is tried. */
  readonly call: { readonly input: OssRequest; readonly output: Response };
  /** Around every try: runs again for each, before credentials are fetched and the try is signed. */
  readonly attempt: { readonly input: Attempt; readonly output: Response };
}

/** Makes signatures: synchronous, pure, one credentials snapshot a signature. */
export interface Signer {
  /** The longest life of a URL, in seconds: more is refused before the signer is asked. @default no maximum */
  readonly maxExpiresInSeconds?: number | undefined;
  /** Gives all headers to send: the request's own and the ones that sign it. */
  readonly header: (request: ResolvedRequest, credentials: Credentials, now: Date) => HeaderMap;
  /** Gives a URL that carries its own authorization, and the headers that its user has to send. */
  readonly query: (
    request: ResolvedRequest,
    credentials: Credentials,
    now: Date,
    expiresInSeconds: number,
  ) => { readonly url: string; readonly signedHeaders: HeaderMap };
}

/** Places for exactly one implementation, in the order in which the kernel runs them. */
export interface Slots {
  readonly endpoint: (request: OssRequest) => Endpoint | Promise<Endpoint>;
  /**
   * A policy only (the loop is the kernel's): delay in milliseconds until the next try, or `null` to give up. What is no
   * finite number from 0 on gives up too.
   */
  readonly retry: (failure: unknown, attempt: Attempt) => number | null;
  readonly credentials: CredentialsProvider;
  readonly signer: Signer;
  /**
   * Sends. Every status resolves, 4xx and 5xx too; redirects are not followed; the body streams; nothing is added that
   * the signature would have to cover.
   */
  readonly transport: (request: WireRequest) => Promise<Response>;
}

export type SlotName = keyof Slots;
export type RingName = keyof Rings;

/** What a plugin's `setup` is given. It is closed as soon as `setup` returns: each later call throws an `OssError`. */
export interface PluginHost {
  /** Fills a slot. Two plugins that fill one slot are an error at start-up that names both. */
  provide<Name extends SlotName>(slot: Name, implementation: Slots[Name]): void;
  /** Wraps whatever fills the slot, once all are filled. The first plugin is outermost. */
  wrap<Name extends SlotName>(slot: Name, wrapper: (inner: Slots[Name]) => Slots[Name]): void;
  /** Adds middleware to a ring. */
  use<Name extends RingName>(ring: Name, middleware: Middleware<Rings[Name]['input'], Rings[Name]['output']>): void;
}

export interface Plugin {
  /** Shown by `client.describe()` and in errors. */
  readonly name: string;
  /** The version of this contract. */
  readonly contract: 1;
  /** Runs once, when the client is made, and at once: a client refuses a plugin whose `setup` is asynchronous. */
  readonly setup: (host: PluginHost) => void;
}

/** Makes a plugin for this version of the contract. `setup` must not be asynchronous; what it adds may be. */
export function definePlugin(name: string, setup: (host: PluginHost) => void): Plugin {
  return { name, contract: 1, setup };
}
