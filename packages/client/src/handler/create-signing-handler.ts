import type { PresignResult } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import type { Client } from '../create-client.ts';
import type { AuditEntry } from './audit-entry.ts';
import { checkCaller, checkOrigins, corsHeaders } from './check-caller.ts';
import { checkDecision, type Decision } from './decision.ts';
import { type RateLimiter, tokenBucket } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { Refusal, refusalOf, refuse, requestRefusal } from './refusal.ts';
import { answer, preflightResponse, refusalResponse } from './responses.ts';
import { buildRequest, type CheckedSigningRequest, readSigningRequest } from './signing-request.ts';

export interface SigningHandlerOptions {
  /** Signs; its credentials never leave this side. */
  readonly client: Client;
  /** Decides who may have what signed. It is asked for every URL; whatever is not `allow: true` is a denial. */
  readonly authorize: (signingRequest: CheckedSigningRequest, request: Request) => Decision | Promise<Decision>;
  /**
   * Names the caller for the rate limit and the audit log: a user's ID, or an address that your proxy vouches for. It
   * runs before the policy. Nothing (`undefined`, `null`) means that nobody is logged in, and is answered by 401; what it
   * throws is the server's own failure, 500. By default all callers are one.
   */
  readonly identify?:
    | ((request: Request) => string | null | undefined | Promise<string | null | undefined>)
    | undefined;
  /** @default tokenBucket() */
  readonly rateLimit?: RateLimiter | undefined;
  /** The longest life of a URL; what is asked beyond is cut. @default 3 600 */
  readonly maxLifetimeSeconds?: number | undefined;
  /** Origins of pages that may ask, besides the handler's own: `https://app.example.com`, no slash behind. @default [] */
  readonly origins?: readonly string[] | undefined;
  /** Lets pages of `origins` send their cookies. @default false */
  readonly allowCookies?: boolean | undefined;
  /** Hears of every answer. It never gets a URL; when it fails, nothing is handed out. */
  readonly audit?: ((entry: AuditEntry) => void | Promise<void>) | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** What the handler answers: a presign result as JSON, so that `expiration` is an ISO date. */
export interface SigningAnswer extends Omit<PresignResult, 'expiration' | 'limitedBy'> {
  readonly expiration: string;
  /** `policy` when the handler or its policy allows less than was asked. */
  readonly limitedBy: PresignResult['limitedBy'] | 'policy';
}

/**
 * Makes a signing server: a function from a web `Request` to a `Response`, for Node, Deno, Bun and edge runtimes. It
 * answers `POST` with a JSON {@link SigningRequest} by a {@link SigningAnswer}, or by `{ error: { code, message, advice } }`.
 */
export function createSigningHandler(options: SigningHandlerOptions): (request: Request) => Promise<Response> {
  const { authorize, identify = () => 'everybody', audit, now = Date.now } = options;
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
      await checkRate(rateLimit, caller);
      signingRequest = readSigningRequest(await readBody(request));
      const allowance = checkDecision(await authorize(signingRequest, request), signingRequest);
      const signed = await sign(options, signingRequest, allowance.maxLifetimeSeconds);
      await record({ status: 200, expiration: new Date(signed.expiration) });
      return answer(200, signed, headers);
    } catch (cause) {
      const refusal = refusalOf(cause);
      const { status, error } = refusal;
      const isOwnFault = status === 500;
      await record({ status, code: error.code, ...(isOwnFault && { cause }) }).catch(() => undefined);
      return refusalResponse(refusal, headers);
    }
  };
}

/** A limit that is no number would be no limit. */
function checkLimit(maxLifetimeSeconds: number | undefined): void {
  if (maxLifetimeSeconds === undefined || maxLifetimeSeconds >= 1) return;
  throw configError(
    'InvalidOption',
    `The option maxLifetimeSeconds is ${maxLifetimeSeconds}.`,
    'Give a number of seconds, from 1 on.',
  );
}

async function checkRate(rateLimit: RateLimiter, caller: string | undefined): Promise<void> {
  if (caller === undefined) {
    throw refuse(401, 'Unauthorized', 'The request does not say who sends it.', 'Log in and try again.');
  }
  const { allowed, retryAfterSeconds } = await rateLimit(caller);
  if (allowed) return;
  const { error } = refuse(429, 'TooManyRequests', 'This caller asks too often.', `Wait ${retryAfterSeconds} seconds.`);
  throw new Refusal(429, error, retryAfterSeconds);
}

async function sign(
  { client, maxLifetimeSeconds = 3_600 }: SigningHandlerOptions,
  signingRequest: CheckedSigningRequest,
  allowedSeconds = Number.POSITIVE_INFINITY,
): Promise<SigningAnswer> {
  const limitSeconds = Math.min(maxLifetimeSeconds, allowedSeconds);
  const requestedSeconds = signingRequest.expires ?? defaultSeconds;
  const isCut = !(requestedSeconds <= limitSeconds);
  const expires = isCut ? limitSeconds : requestedSeconds;
  const signed = await presign(client, signingRequest, expires);
  const { method, url, expiration, signedHeaders, limitedBy, warnings } = signed;
  return {
    method,
    url,
    expiration: expiration.toISOString(),
    signedHeaders,
    limitedBy: isCut && limitedBy === 'asked' ? 'policy' : limitedBy,
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
