import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import type { CertificateFacts, Unreachable } from './cname-report.ts';
import { failureCode } from './failure-code.ts';

/** A server to connect to: an address and the requested domain. */
export interface Server {
  readonly domain: string;
  readonly address: string;
  readonly port: number;
  readonly signal: AbortSignal;
}

/** Reads the certificate of a server for a domain. Sends no request; never throws. */
export async function readCertificate(server: Server): Promise<CertificateFacts | Unreachable> {
  try {
    return await shakeHands(server);
  } catch (error) {
    return { failure: failureCode(error) };
  }
}

function shakeHands({ domain, address, port, signal }: Server): Promise<CertificateFacts> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // Untrusted certificates are read, too; no request is sent over this connection.
    const socket = connect({ host: address, port, servername: domain, rejectUnauthorized: false });
    const abort = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('secureConnect', () => {
      resolve(certificateFacts(domain, socket));
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', abort);
      reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }));
    });
  });
}

function certificateFacts(domain: string, socket: TLSSocket): CertificateFacts {
  const certificate = socket.getPeerCertificate();
  const alternativeNames = certificate.subjectaltname?.split(', ') ?? [];
  return {
    names: alternativeNames.filter((name) => name.startsWith('DNS:')).map((name) => name.slice('DNS:'.length)),
    coversDomain: checkServerIdentity(domain, certificate) === undefined,
    distrust: distrustOf(socket),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
  };
}

// `authorizationError` is declared as an Error, but is a code. Names and dates are separate findings.
function distrustOf(socket: TLSSocket): string | undefined {
  const code = socket.authorizationError === null ? undefined : String(socket.authorizationError ?? '');
  return code === undefined || code === '' || separateFindings.has(code) ? undefined : code;
}

const separateFindings: ReadonlySet<string> = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
]);
