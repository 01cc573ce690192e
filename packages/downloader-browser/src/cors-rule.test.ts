import { describe, expect, it } from 'vitest';
import { corsRule, describeCorsRule } from './cors-rule.ts';

describe('corsRule', () => {
  it('default: lists every exposed header, since OSS accepts no * there', () => {
    const rule = corsRule({ origin: 'https://app.example.com' });
    expect(rule).toMatchObject({ allowedOrigins: ['https://app.example.com'], allowedHeaders: ['range', 'if-match'] });
    expect(rule.exposeHeaders).toContain('x-oss-hash-crc64ecma');
    expect(rule.exposeHeaders).not.toContain('*');
  });

  it('option: signedHeaders are allowed too', () => {
    const { allowedHeaders } = corsRule({ origin: 'https://a', signedHeaders: { 'X-Oss-Request-Payer': 'requester' } });
    expect(allowedHeaders).toEqual(['range', 'if-match', 'x-oss-request-payer']);
  });

  it('behavior: the XML is the body of PutBucketCors', () => {
    const { xml } = corsRule({ origin: 'https://a?b&c<d' });
    expect(xml).toBe(`<CORSConfiguration>
  <CORSRule>
    <AllowedOrigin>https://a?b&amp;c&lt;d</AllowedOrigin>
    <AllowedMethod>GET</AllowedMethod>
    <AllowedHeader>range</AllowedHeader>
    <AllowedHeader>if-match</AllowedHeader>
    <ExposeHeader>ETag</ExposeHeader>
    <ExposeHeader>Content-Range</ExposeHeader>
    <ExposeHeader>Content-Encoding</ExposeHeader>
    <ExposeHeader>Date</ExposeHeader>
    <ExposeHeader>Retry-After</ExposeHeader>
    <ExposeHeader>x-oss-hash-crc64ecma</ExposeHeader>
    <ExposeHeader>x-oss-version-id</ExposeHeader>
    <ExposeHeader>x-oss-request-id</ExposeHeader>
    <ExposeHeader>x-oss-ec</ExposeHeader>
    <MaxAgeSeconds>600</MaxAgeSeconds>
  </CORSRule>
</CORSConfiguration>
`);
  });

  it('behavior: the one-line form uses the labels of the OSS console', () => {
    const line = describeCorsRule(corsRule({ origin: 'https://a' }));
    expect(line).toMatch(
      /^Source https:\/\/a; Allowed Methods GET; Allowed Headers range, if-match; Exposed Headers ETag,/,
    );
  });
});
