import { createClient, getObject } from '@ossferry/client';
import { explain, explainCode, inspectUrl } from '@ossferry/diagnose';
import { ja } from '@ossferry/diagnose/texts/ja';
import { zh } from '@ossferry/diagnose/texts/zh';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectTrue } from './expect.ts';
import type { Setting } from './setting.ts';

/** Reading URLs, and explaining refusals of a local OSS. */
export function diagnoseChecks({ bucket, account, ossEndpoint, small }: Setting): readonly Check[] {
  const oss = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  const presign = async () => (await oss.presign(getObject({ bucket, key: small.key }))).url;

  return checksOf('diagnose', {
    'a URL is read, and shows no secret': async () => {
      const url = await presign();
      const report = inspectUrl(url);
      expectEqual([report.version, report.bucket, report.key, report.validity], ['V4', bucket, small.key, 'valid']);
      const signature = /x-oss-signature=([^&]+)/.exec(url)?.[1] ?? '?';
      expectTrue(!JSON.stringify(report).includes(signature), 'The report shows the signature.');
    },

    'a refusal is explained, and proven': async () => {
      const url = await presign();
      const answer = await fetch(url, { method: 'DELETE' });
      const body = await answer.text();
      expectEqual(answer.status, 403);
      const response = { status: answer.status, headers: Object.fromEntries(answer.headers), body };
      const request = { method: 'DELETE' } as const;
      for (const texts of [undefined, zh, ja]) {
        const [finding] = explain({ url, request, response, credentials: account, texts });
        expectEqual([finding?.cause, finding?.proven], ['MethodDiffers', true]);
        expectTrue((finding?.fix ?? '') !== '', 'Nothing says what to do.');
      }
    },

    'a damaged URL is mended': async () => {
      const url = await presign();
      const report = inspectUrl(url.replaceAll('&', '&amp;'), { showSecrets: true });
      expectEqual([report.damages.length > 0, report.mendedUrl], [true, url]);
    },

    'codes have a text': () => expectTrue(explainCode('NoSuchKey') !== undefined, 'NoSuchKey has none.'),
  });
}
