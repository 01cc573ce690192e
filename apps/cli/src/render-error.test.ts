import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OssError, type OssErrorOptions } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { libraryTerms } from './advise.ts';
import { listTerms } from './batch/item-error.ts';
import { renderError } from './render-error.ts';

const plain = { json: false, verbose: false };
const make = (facts: Partial<OssErrorOptions>): OssError =>
  new OssError({ code: 'SomeCode', phase: 'headers', message: 'It failed.', ...facts });

describe('renderError', () => {
  it('default: message, advice, code, request ID and EC', () => {
    const error = make({ advice: 'Do it again.', requestId: 'ID1', ec: '0002-1' });
    expect(renderError(error, plain)).toBe('ossferry: It failed. Do it again. [SomeCode, request ID ID1, EC 0002-1]');
  });

  it('behavior: code and IDs in the message are not repeated', () => {
    const error = make({
      message: 'OSS returned 404 SomeCode (request ID ID1, EC 0002-1).',
      requestId: 'ID1',
      ec: '0002-1',
    });
    expect(renderError(error, plain)).toBe('ossferry: OSS returned 404 SomeCode (request ID ID1, EC 0002-1).');
  });

  it('behavior: advice names command-line options', () => {
    const error = make({ code: 'MissingRegion', message: 'No region.', advice: 'Give `region`.' });
    expect(renderError(error, plain)).toBe(
      'ossferry: No region. Pass --region or set OSS_REGION, for example to cn-hangzhou. [MissingRegion]',
    );
  });

  it.each([
    ['Let it go (onChange: "restart").', /--on-change restart, or delete <file>\.ossferry/],
    ['Choose another name, or allow overwriting (`overwrite: true`).', /Add --overwrite, or .* -o\./],
    ['Give it to the client as `endpoint`.', /--endpoint/],
    ['Check the host; the option ca or NODE_EXTRA_CA_CERTS adds an authority of your own.', /--ca-file/],
    ['Check that the certificate of the host is for this domain and still valid.', /for this domain\. --ca-file/],
    ['Check for a proxy. If it is the object, turn off `verify`.', /--no-verify/],
    ['Check the network; in a browser, also the CORS rules of the bucket.', /^(?!.*browser).*the proxy/],
  ])('behavior: advice that names library options is replaced: %s', (advice, expected) => {
    expect(renderError(make({ advice }), plain)).toMatch(expected);
    expect(renderError(make({ advice }), plain)).not.toContain(advice);
    expect(JSON.parse(renderError(make({ advice }), { ...plain, json: true })).error.advice).toMatch(expected);
  });

  it('behavior: the library terms to replace occur in the libraries', () => {
    const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));
    const sources = globSync('*/src/**/*.ts', { cwd: packages }).filter((path) => !path.includes('.test'));
    const text = sources.map((path) => readFileSync(join(packages, path), 'utf8')).join('\n');
    expect([...libraryTerms, ...listTerms].filter(([words]) => !words.test(text))).toEqual([]);
  });

  it('behavior: checksums that are not ours are not overwritten, so --overwrite is not advised', () => {
    const advice = 'Move it away, or do not keep checksums.';
    expect(renderError(make({ code: 'DestinationExists', advice }), plain)).toContain(advice);
  });

  it('behavior: advice for a message that names an option is kept', () => {
    const error = make({ code: 'InvalidLifetime', message: '--min-lifetime is too much.', advice: 'Give less.' });
    expect(renderError(error, plain)).toBe('ossferry: --min-lifetime is too much. Give less. [InvalidLifetime]');
  });

  it('behavior: control characters and line breaks are not printed', () => {
    expect(renderError(make({ message: 'a\nb\u001b[2Jc\u0007\r\n\u202ed' }), plain)).toBe(
      'ossferry: a b [2Jc d [SomeCode]',
    );
  });

  it('behavior: control characters in stack traces are not printed', () => {
    const cause = new Error('a\u001b[2J\u009b2Jb');
    const trace = renderError(make({ cause }), { ...plain, verbose: true });
    expect(trace).toContain('Caused by: Error: a [2J 2Jb\n    at ');
  });

  it('behavior: a server code equal to an inherited property gets no advice', () => {
    expect(renderError(make({ code: 'constructor', advice: 'Ask.' }), plain)).toBe(
      'ossferry: It failed. Ask. [constructor]',
    );
  });

  it('behavior: an internal error is one line, without secrets', () => {
    const error = new TypeError('failed at\nhttps://h/k?x-oss-signature=canary&x-oss-security-token=canary');
    const line = renderError(error, plain);
    expect(line).toMatch(/^ossferry: Internal error: failed at .*--verbose.*$/);
    expect(line).not.toContain('canary');
    expect(renderError(undefined, plain)).toMatch(/^ossferry: Internal error: undefined\./);
  });

  it('behavior: a refusal by OSS names the command that explains it', () => {
    const refusal = (ossCode: string, facts: Partial<OssErrorOptions> = {}): string =>
      renderError(make({ code: ossCode, ossCode, status: 403, ...facts }), plain);
    expect(refusal('NoSuchKey')).toMatch(/ Why: ossferry explain NoSuchKey$/);
    expect(refusal('AccessDenied', { ec: '0003-00000001' })).toMatch(/ Why: ossferry explain 0003-00000001$/);
    expect(refusal('SignatureDoesNotMatch')).toMatch(/ Why: ossferry explain "<URL>" --live$/);
    const mismatch = make({ code: 'SignatureDoesNotMatch', ossCode: 'SignatureDoesNotMatch', status: 403 });
    const pointTo = (object: string) => renderError(mismatch, { ...plain, object });
    expect(pointTo('oss://b/k')).toMatch(/ Why: ossferry doctor oss:\/\/b\/k$/);
    expect(pointTo("oss://b/it's")).toMatch(/ Why: ossferry doctor 'oss:\/\/b\/it'\\''s'$/);
    expect(refusal('AccessDenied', { phase: 'credentials' })).not.toContain('Why:');
    expect(refusal('InternalError', { status: 500 })).not.toContain('Why:');
  });

  it('option: verbose prints masked stack traces of error and causes', () => {
    const cause = new Error('GET https://h/k?Signature=canary broke');
    const text = renderError(make({ cause }), { json: false, verbose: true });
    expect(text).toMatch(/^ossferry: .*\nOssError: It failed\.\n {4}at [\s\S]*\nCaused by: Error: GET /);
    expect(text).not.toContain('canary');
  });

  it('option: json', () => {
    const error = make({ status: 403, cause: new Error('canary') });
    expect(JSON.parse(renderError(error, { json: true, verbose: true }))).toEqual({
      error: {
        name: 'OssError',
        code: 'SomeCode',
        phase: 'headers',
        message: 'It failed.',
        retryable: false,
        status: 403,
        exitCode: 4,
      },
    });
    expect(JSON.parse(renderError(new Error('x'), { json: true, verbose: false }))).toEqual({
      error: { code: 'Unexpected', message: 'x', exitCode: 1 },
    });
  });
});
