import { expect, it } from 'vitest';
import { judgeCertificate } from './judge-certificate.ts';

it('default: a trusted certificate for the domain passes', () => {
  const certificate = {
    names: ['static.example.com'],
    coversDomain: true,
    distrust: undefined,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validTo: new Date('2026-12-31T00:00:00Z'),
  };
  const context = { domain: 'static.example.com', now: new Date('2026-06-01T00:00:00Z'), needed: true };
  expect(judgeCertificate(certificate, context)).toEqual([
    { name: 'certificate', status: 'pass', found: 'The certificate is for static.example.com.', advice: '' },
    {
      name: 'certificate-end',
      status: 'pass',
      found: 'The certificate expires on 2026-12-31T00:00:00.000Z, in 213 days.',
      advice: '',
    },
  ]);
});
