import { generate } from 'selfsigned';

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

interface Certificates {
  readonly trusted: Certificate;
  /** For the same host, but from an authority that the downloads do not know. */
  readonly untrusted: Certificate;
}

let certificates: Promise<Certificates> | undefined;

/** Returns the certificates of this process. */
export function readCertificates(): Promise<Certificates> {
  certificates ??= generateCertificates();
  return certificates;
}

async function generateCertificates(): Promise<Certificates> {
  const [trusted, untrusted] = await Promise.all([generateCertificate(), generateCertificate()]);
  return { trusted, untrusted };
}

async function generateCertificate(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key, cert };
}
