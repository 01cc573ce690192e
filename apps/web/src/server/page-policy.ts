import { every } from 'hono/combine';
import { secureHeaders } from 'hono/secure-headers';
import type { MiddlewareHandler } from 'hono/types';

/** Protects the page: scripts, styles and workers of its own alone, nothing inline; bytes from any OSS over https. */
export function pagePolicy(ossOrigins: readonly string[]): MiddlewareHandler {
  return every(
    unstored,
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        // The CRC-64 is WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", ...ossOrigins, 'https:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
    }),
  );
}

// The policy names ports that are others at every start. A browser that only asked whether its copy is still good (as
// `no-cache` has it do) would go on with the policy of the copy.
const unstored: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('cache-control', 'no-store');
};
