import { createClient, getObject } from '@ossferry/client';
import { explain, explainCode, inspectUrl } from '@ossferry/diagnose';
import { ja } from '@ossferry/diagnose/texts/ja';
import { zh } from '@ossferry/diagnose/texts/zh';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectTrue } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** Inspecting URLs, and explaining error responses of a local OSS. */
export function diagnoseChecks({ bucket, account, ossEndpoint, small }: TestConfig): readonly Check[] {
  const oss = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  const presign = async () => (await oss.presign(getObject({ bucket, key: small.key }))).url;

  return checksOf('diagnose', {
    'a URL is inspected, without secrets': async () => {
      const url = await presign();
      const report = inspectUrl(url);
      expectEqual([report.version, report.bucket, report.key, report.validity], ['V4', bucket, small.key, 'valid']);
      const signature = /x-oss-signature=([^&]+)/.exec(url)?.[1] ?? '?';
      expectTrue(!JSON.stringify(report).includes(signature), 'The report shows the signature.');
    },

    'an error response is explained with proof': async () => {
      const url = await presign();
      const refusal = await fetch(url, { method: 'DELETE' });
      const body = await refusal.text();
      expectEqual(refusal.status, 403);
      const response = { status: refusal.status, headers: Object.fromEntries(refusal.headers), body };
      const request = { method: 'DELETE' } as const;
      for (const texts of [undefined, zh, ja]) {
        const [finding] = explain({ url, request, response, credentials: account, texts });
        expectEqual([finding?.cause, finding?.proven], ['MethodDiffers', true]);
        expectTrue((finding?.fix ?? '') !== '', 'The fix is missing.');
      }
    },

    'a damaged URL is repaired': async () => {
      const url = await presign();
      const report = inspectUrl(url.replaceAll('&', '&amp;'), { showSecrets: true });
      expectEqual([report.defects.length > 0, report.repairedUrl], [true, url]);
    },

    'error codes have a text': () => expectTrue(explainCode('NoSuchKey') !== undefined, 'NoSuchKey has no text.'),
  });
}
