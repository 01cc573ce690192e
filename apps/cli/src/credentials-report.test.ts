import type { ChainLink } from '@ossferry/credentials';
import { describe, expect, it } from 'vitest';
import { formatReport, reportLink } from './credentials-report.ts';

const nowMs = Date.UTC(2030, 0, 1);
const keys = { accessKeyId: 'LTAI5tExampleOfKey', accessKeySecret: 'canary-secret', source: 'process' };

function lineOf(link: ChainLink): string {
  const text = formatReport([reportLink(link, nowMs)]);
  expect(text).not.toContain('canary');
  return text.split('\n').slice(1).join('\n').replace(/ +/g, ' ');
}

function pair(secondsLeft: number | undefined, securityToken: string | undefined): ChainLink {
  const expiration = secondsLeft === undefined ? undefined : new Date(nowMs + secondsLeft * 1000);
  return { source: 'process', outcome: 'used', credentials: { ...keys, securityToken, expiration } };
}

describe('formatReport', () => {
  it.each([
    ['expire', pair(2520, 'canary-token'), '42 min'],
    ['have expired', pair(-1, 'canary-token'), 'expired'],
    ['are temporary with an unknown expiration', pair(undefined, 'canary-token'), 'unknown'],
    ['do not expire', pair(undefined, undefined), 'unlimited'],
  ])('default: credentials that %s', (_, link, timeLeft) => {
    expect(lineOf(link)).toBe(`process used LTAI***fKey ${timeLeft}`);
  });

  it('default: anonymous access', () => {
    const link: ChainLink = { source: 'cli:public/Anonymous', outcome: 'used', credentials: null };
    expect(lineOf(link)).toBe('cli:public/Anonymous used anonymous unlimited');
  });

  it('default: a short key ID is not shown twice', () => {
    const credentials = { accessKeyId: 'local', accessKeySecret: 'canary', source: 'env:OSS' };
    expect(lineOf({ source: 'env:OSS', outcome: 'used', credentials })).toBe('env:OSS used loca***l unlimited');
  });

  it('behavior: JSON contains no secret', () => {
    const report = reportLink(pair(2520, 'canary-token'), nowMs);
    expect(report).toMatchObject({ accessKeyId: 'LTAI***fKey', temporary: true, secondsLeft: 2520 });
    expect(JSON.stringify(report)).not.toContain('canary');
  });

  it('behavior: control characters and line breaks from files are not printed', () => {
    const message = 'has no profile a\nb\u001b[2J.';
    expect(lineOf({ source: 'cli', outcome: 'broken', code: 'ProfileNotFound', message })).toBe(
      'cli broken ProfileNotFound: has no profile a b [2J.',
    );
  });
});
