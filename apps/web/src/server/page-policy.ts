import { every } from 'hono/combine';
import { secureHeaders } from 'hono/secure-headers';
import type { MiddlewareHandler } from 'hono/types';

/** Sets the CSP: scripts, styles and workers only from the page's origin, nothing inline, and data from any https URL. */
export function pagePolicy(ossOrigins: readonly string[]): MiddlewareHandler {
  return every(
    unstored,
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        // For the CRC-64 in WebAssembly.
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

// The policy contains ports that change with every start. With `no-cache`, a browser that revalidates its copy would keep the
// policy of that copy.
const unstored: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('cache-control', 'no-store');
};
