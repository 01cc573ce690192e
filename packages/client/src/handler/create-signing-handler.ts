import type { PresignResult } from '@ossferry/contract';
import { checkKinds } from '../check-kinds.ts';
import { configError } from '../config-error.ts';
import type { Client } from '../create-client.ts';
import type { AuditEntry } from './audit-entry.ts';
import { checkCaller, checkOrigins, corsHeaders } from './check-caller.ts';
import { checkDecision, type Decision } from './decision.ts';
import { type RateLimiter, tokenBucket } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { refusalOf, refuse, requestRefusal } from './refusal.ts';
import { jsonResponse, preflightResponse, refusalResponse } from './responses.ts';
import { buildRequest, type CheckedSigningRequest, readSigningRequest } from './signing-request.ts';

export interface SigningHandlerOptions {
  /** Signs the URLs; its credentials stay on the server. */
  readonly client: Client;
  /**
   * The policy: called for every URL, with the result of `identify` as `caller`. Any result other than `allow: true` is a
   * denial.
   */
  readonly authorize: (
    signingRequest: CheckedSigningRequest,
    request: Request,
    caller: string,
  ) => Decision | Promise<Decision>;
  /**
   * Identifies the caller for the rate limit and the audit log: a user ID, or an address that your proxy guarantees. It
   * runs before the policy. `undefined` and `null` mean that no user is logged in: the response is 401. If it throws, the
   * response is 500. By default, all requests come from the same caller, `anonymous`.
   */
  readonly identify?:
    | ((request: Request) => string | null | undefined | Promise<string | null | undefined>)
    | undefined;
  /** @default tokenBucket() */
  readonly rateLimit?: RateLimiter | undefined;
  /** The maximum lifetime of a URL; longer ones are shortened. @default 3 600 */
  readonly maxLifetimeSeconds?: number | undefined;
  /** Allowed origins of pages, in addition to the handler's own: `https://app.example.com`, no final slash. @default [] */
  readonly origins?: readonly string[] | undefined;
  /** Lets pages of `origins` send cookies. @default false */
  readonly allowCookies?: boolean | undefined;
  /** Called before every response, except to preflights, without the URL. If it fails, no URL is returned. */
  readonly audit?: ((entry: AuditEntry) => void | Promise<void>) | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** The response of the handler: a presign result as JSON, with `expiration` as an ISO date. */
export interface SigningAnswer extends Omit<PresignResult, 'expiration' | 'limitedBy'> {
  readonly expiration: string;
  /** `policy` if the handler or its policy shortened the requested lifetime. */
  readonly limitedBy: PresignResult['limitedBy'] | 'policy';
}

/**
 * Creates a signing server: a function from a web `Request` to a `Response`, for Node, Deno, Bun and edge runtimes. For a
 * `POST` of a {@link SigningRequest} as JSON, it returns a {@link SigningAnswer} or `{ error: { code, message, advice } }`.
 */
export function createSigningHandler(options: SigningHandlerOptions): (request: Request) => Promise<Response> {
  checkOptions(options);
  const { authorize, identify = () => 'anonymous', audit, now = Date.now } = options;
  const { rateLimit = tokenBucket({ now }) } = options;
  checkLimit(options.maxLifetimeSeconds);
  const rules = { origins: options.origins ?? [], allowCookies: options.allowCookies ?? false };
  checkOrigins(rules.origins);

  return async function handleSigning(request) {
    const headers = corsHeaders(request, rules);
    if (request.method === 'OPTIONS') return preflightResponse(headers);
    let caller: string | undefined;
    let signingRequest: CheckedSigningRequest | undefined;
    const record = async (outcome: Pick<AuditEntry, 'status' | 'code' | 'expiration' | 'cause'>) =>
      audit?.({
        at: new Date(now()),
        caller,
        origin: request.headers.get('origin') ?? undefined,
        signingRequest,
        ...outcome,
      });

    try {
      checkCaller(request, rules);
      caller = (await identify(request)) ?? undefined;
      if (caller === undefined) {
        throw refuse(401, 'Unauthorized', 'The caller is not identified.', 'Log in and try again.');
      }
      await checkRate(rateLimit, caller);
      signingRequest = readSigningRequest(await readBody(request));
      const allowance = checkDecision(await authorize(signingRequest, request, caller), signingRequest);
      const signed = await sign(options, signingRequest, allowance.maxLifetimeSeconds);
      await record({ status: 200, expiration: new Date(signed.expiration) });
      return jsonResponse(200, signed, headers);
    } catch (cause) {
      const refusal = refusalOf(cause);
      const { status, error } = refusal;
      await record({ status, code: error.code, ...(status === 500 && { cause }) }).catch(() => undefined);
      return refusalResponse(refusal, headers);
    }
  };
}

/** Refuses options of another type here, because every request would get a 500. */
function checkOptions(options: SigningHandlerOptions): void {
  if (typeof options.client?.presign !== 'function') {
    throw configError('InvalidOption', 'The option client is not a client.', 'Pass the result of `createClient`.');
  }
  if (typeof options.authorize !== 'function') {
    throw configError('InvalidOption', 'The option authorize is not a function.', 'Pass the policy that allows URLs.');
  }
  checkKinds(options, 'function', ['identify', 'rateLimit', 'audit', 'now']);
  checkKinds(options, 'boolean', ['allowCookies']);
}

/** Refuses limits below 1, which no URL can meet, and `NaN`, which would not limit anything. */
function checkLimit(maxLifetimeSeconds: number | undefined): void {
  if (maxLifetimeSeconds === undefined || maxLifetimeSeconds >= 1) return;
  throw configError(
    'InvalidOption',
    `The option maxLifetimeSeconds is ${maxLifetimeSeconds}.`,
    'Set a number of seconds of at least 1.',
  );
}

async function checkRate(rateLimit: RateLimiter, caller: string): Promise<void> {
  const { allowed, retryAfterSeconds } = await rateLimit(caller);
  if (allowed) return;
  throw refuse(
    429,
    'TooManyRequests',
    'This caller sends too many requests.',
    `Wait ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  );
}

async function sign(
  { client, maxLifetimeSeconds = 3_600 }: SigningHandlerOptions,
  signingRequest: CheckedSigningRequest,
  allowedSeconds = Number.POSITIVE_INFINITY,
): Promise<SigningAnswer> {
  const limitSeconds = Math.min(maxLifetimeSeconds, allowedSeconds);
  const requestedSeconds = signingRequest.expires ?? defaultSeconds;
  const isLimited = requestedSeconds > limitSeconds;
  const signed = await presign(client, signingRequest, isLimited ? limitSeconds : requestedSeconds);
  const { method, url, expiration, signedHeaders, limitedBy, warnings } = signed;
  return {
    method,
    url,
    expiration: expiration.toISOString(),
    signedHeaders,
    limitedBy: isLimited && limitedBy === 'request' ? 'policy' : limitedBy,
    warnings,
  };
}

async function presign(client: Client, signingRequest: CheckedSigningRequest, expires: number): Promise<PresignResult> {
  try {
    return await client.presign(buildRequest(signingRequest), { expires });
  } catch (cause) {
    throw requestRefusal(cause) ?? cause;
  }
}

const defaultSeconds = 900;
