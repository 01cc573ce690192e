import type { Credentials, CredentialsProvider } from './credentials.ts';
import type { PresignCall, PresignResult } from './presign.ts';
import type { Attempt, Endpoint, HeaderMap, OssRequest, ResolvedRequest, WireRequest } from './request.ts';

/** Calls the next middleware or step. Middleware may call it not at all (to return early), once, or several times. */
export type Next<Input, Output> = (input: Input) => Promise<Output>;

/** A middleware. The input is read-only: pass a changed copy to `next`, so that attempts do not affect each other. */
export type Middleware<Input, Output> = (input: Input, next: Next<Input, Output>) => Promise<Output>;

/** The middleware rings. Each takes any number of middleware; the first plugin in the list is the outermost. */
export interface Rings {
  /** Around the creation of one presigned URL; sends no request. */
  readonly presign: { readonly input: PresignCall; readonly output: PresignResult };
  /** Around one logical request: runs once, regardless of the number of attempts. */
  readonly call: { readonly input: OssRequest; readonly output: Response };
  /** Around every attempt: runs before the credentials are fetched and the attempt is signed. */
  readonly attempt: { readonly input: Attempt; readonly output: Response };
}

/** Creates signatures. A signer is synchronous and pure, and uses one credentials snapshot per signature. */
export interface Signer {
  /**
   * The maximum lifetime of a URL, in seconds. Longer lifetimes are refused before the signer is called. @default no
   * maximum
   */
  readonly maxExpiresInSeconds?: number | undefined;
  /** Signs a request that is sent now. Returns all headers to send: the request's own and those of the signature. */
  readonly header: (request: ResolvedRequest, credentials: Credentials, now: Date) => HeaderMap;
  /** Presigns a request. Returns the URL, valid for `expiresInSeconds` from `now`, and the headers that users must send. */
  readonly query: (
    request: ResolvedRequest,
    credentials: Credentials,
    now: Date,
    expiresInSeconds: number,
  ) => { readonly url: string; readonly signedHeaders: HeaderMap };
}

/** Returns the endpoint to which a request is sent. */
export type EndpointResolver = (request: OssRequest) => Endpoint | Promise<Endpoint>;

/**
 * Decides whether to retry a failed attempt; the client runs the loop. Returns the delay until the next attempt in
 * milliseconds, or `null` to give up. A negative or non-finite delay also gives up.
 */
export type RetryPolicy = (failure: unknown, attempt: Attempt) => number | null;

/**
 * Sends a request. It must resolve for every status (including 4xx and 5xx), not follow redirects, stream the response
 * body, and not add headers or parameters that the signature would have to cover. It rejects if there is no response.
 */
export type Transport = (request: WireRequest) => Promise<Response>;

/** The slots. Each has exactly one implementation. They are listed in the order in which the client runs them. */
export interface Slots {
  readonly endpoint: EndpointResolver;
  readonly retry: RetryPolicy;
  readonly credentials: CredentialsProvider;
  readonly signer: Signer;
  readonly transport: Transport;
}

/** The name of a slot. */
export type SlotName = keyof Slots;
/** The name of a middleware ring. */
export type RingName = keyof Rings;

/** The argument of a plugin's `setup`. After `setup` returns, every call throws an `OssError`. */
export interface PluginHost {
  /** Fills a slot. If two plugins fill the same slot, creating the client throws an error that names both. */
  provide<Name extends SlotName>(slot: Name, implementation: Slots[Name]): void;
  /** Wraps the implementation of a slot, after all slots are filled. The first plugin is the outermost. */
  wrap<Name extends SlotName>(slot: Name, wrapper: (inner: Slots[Name]) => Slots[Name]): void;
  /** Adds middleware to a ring. */
  use<Name extends RingName>(ring: Name, middleware: Middleware<Rings[Name]['input'], Rings[Name]['output']>): void;
}

/** An extension of a client. Create it with {@link definePlugin}. */
export interface Plugin {
  /** Shown by `client.describe()` and in errors. */
  readonly name: string;
  /** The version of the contract that the plugin is written for. */
  readonly contract: 1;
  /**
   * Runs once, when the client is created. It must be synchronous: a client refuses a plugin with an asynchronous
   * `setup`.
   */
  readonly setup: (host: PluginHost) => void;
}

/**
 * Creates a plugin for this version of the contract. `setup` must be synchronous; the functions that it adds may be
 * asynchronous.
 */
export function definePlugin(name: string, setup: (host: PluginHost) => void): Plugin {
  return { name, contract: 1, setup };
}
