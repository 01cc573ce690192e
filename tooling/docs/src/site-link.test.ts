import { describe, expect, it } from 'vitest';
import { siteLink } from './site-link.ts';
import { slug } from './slug.ts';

describe('siteLink', () => {
  const repository = 'https://github.com/ossferry/ossferry';
  it.each([
    ['docs/guide/presign.md', '../benchmarks.md#one-run', '/benchmarks.md#one-run'],
    ['docs/guide/presign.md', '../../packages/client/README.md#send', '/packages/client.md#send'],
    ['packages/client/README.md', '../../docs/guide/why-403.md', '/guide/why-403.md'],
    ['packages/downloader-node/README.md', '../downloader-core', '/packages/downloader-core.md'],
    ['packages/contract/README.md', './src/plugin.ts', `${repository}/blob/main/packages/contract/src/plugin.ts`],
    ['packages/contract/README.md', '../../docs/write-a-plugin', `${repository}/tree/main/docs/write-a-plugin`],
    ['docs/index.md', 'https://example.com/a.md', 'https://example.com/a.md'],
    ['docs/index.md', '#anchor', '#anchor'],
  ])('behavior: in %s, %s is %s', (from, link, expected) => {
    expect(siteLink(from, link)).toBe(expected);
  });
});

describe('slug', () => {
  it.each([
    ['Why 403?', 'why-403'],
    ['`a.b`, and c', 'ab-and-c'],
    ['临时 凭证', '临时-凭证'],
  ])('behavior: %s', (heading, expected) => {
    expect(slug(heading)).toBe(expected);
  });
});
