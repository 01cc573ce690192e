import { expect, it } from 'vitest';
import { writeAudit } from './write-audit.ts';

const entry = {
  at: new Date('2026-01-02T03:04:05Z'),
  caller: undefined,
  origin: undefined,
  signingRequest: { operation: 'getObject', bucket: 'demo', key: 'notes.txt' },
  status: 200,
} as const;

it('default: one line', () => {
  expect(writeAudit(entry)).toBe('  2026-01-02T03:04:05.000Z  200 signed  "demo/notes.txt"');
});

it('behavior: line breaks and control characters in a key are escaped', () => {
  const key = 'a\n  2026-01-02T03:04:05.000Z  200 signed\u001b[2K\u009b2K\u2028\u202e';
  const line = writeAudit({ ...entry, signingRequest: { ...entry.signingRequest, key } });
  expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u);
  expect(line).toContain(String.raw`a\n  2026`);
  expect(line).toContain(String.raw`\u001b[2K\u009b2K\u2028\u202e`);
});

it('error: the cause of a server failure is printed', () => {
  const cause = new Error('no credentials');
  const failed = { ...entry, status: 500, code: 'SigningFailed', cause };
  expect(writeAudit(failed)).toMatch(/ 500 SigningFailed {2}"demo\/notes.txt"\nError: no credentials\n +at /);
});
