import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaScriptString } from '../quoting/quote-java-script-string.ts';

/** Writes the program for Node.js: an ES module without dependencies. */
export function renderNodejs({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n  ${quoteJavaScriptString(name)}: ${quoteJavaScriptString(value)},`,
  );
  const remark = '\n  // Part of the signature: OSS refuses the request unless it has exactly these.';
  return `// Downloads one object from Alibaba Cloud OSS through a presigned URL: whole, or not at all.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { get } from 'node:${/^https:/i.test(url) ? 'https' : 'http'}';
import { pipeline } from 'node:stream/promises';

// Whoever has this URL can download the object until it expires: keep it like a password.
const url = ${quoteJavaScriptString(url)};
const headers = {${headers.length === 0 ? '' : remark}${headers.join('')}
  // The bytes as OSS stores them, so that their number can be compared.
  'accept-encoding': 'identity',
};
const fileName = ${quoteJavaScriptString(fileName)};
const part = \`\${fileName}.\${process.pid}.part\`;
const idleTimeoutMs = 30_000;

async function download() {
  // Redirects are not followed: they would take the signed headers elsewhere.
  const request = get(url, { headers, timeout: idleTimeoutMs });
  request.on('timeout', () => request.destroy(new Error(\`no data for \${idleTimeoutMs / 1000} s\`)));
  const [response] = await once(request, 'response');
  // From here on, what breaks the connection breaks the body.
  request.on('error', (error) => response.destroy(error));
  if (response.statusCode !== 200) {
    request.destroy();
    throw new Error(\`OSS answered \${response.statusCode}\`);
  }
  // The page of a network that wants a login, for example. Whatever comes from OSS has a request ID.
  if (/html/i.test(response.headers['content-type']) && response.headers['x-oss-request-id'] === undefined) {
    request.destroy();
    throw new Error('the answer is an HTML page that is not from OSS');
  }
  const file = createWriteStream(part);
  await pipeline(response, file);
  const expected = response.headers['content-length'];
  if (expected !== undefined && file.bytesWritten !== Number(expected)) {
    throw new Error(\`\${file.bytesWritten} of \${expected} bytes arrived\`);
  }
  await rename(part, fileName);
}

try {
  await download();
} catch (error) {
  await rm(part, { force: true });
  console.error(\`Download failed: \${error.message}.\`);
  process.exitCode = 1;
}
`;
}
