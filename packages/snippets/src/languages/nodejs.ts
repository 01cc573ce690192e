import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaScriptString } from '../quoting/quote-java-script-string.ts';

/** Writes the program for Node.js: an ES module without dependencies. */
export function renderNodejs({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n  ${quoteJavaScriptString(name)}: ${quoteJavaScriptString(value)},`,
  );
  const remark = '\n  // Part of the signature: OSS refuses the request if one of these is missing or different.';
  return `// Downloads an object from Alibaba Cloud OSS with a presigned URL. The file appears only when it is complete.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { get } from 'node:${/^https:/i.test(url) ? 'https' : 'http'}';
import { pipeline } from 'node:stream/promises';

// Anyone with this URL can download the object until it expires: treat it like a password.
const url = ${quoteJavaScriptString(url)};
const headers = {${headers.length === 0 ? '' : remark}${headers.join('')}
  // Request the object without compression, so that its length can be checked.
  'accept-encoding': 'identity',
};
const fileName = ${quoteJavaScriptString(fileName)};
const part = \`\${fileName}.\${process.pid}.part\`;
const idleTimeoutMs = 30_000;

async function download() {
  // get() does not follow redirects, which would send the signed headers to another host.
  const request = get(url, { headers, timeout: idleTimeoutMs });
  request.on('timeout', () => request.destroy(new Error(\`no data for \${idleTimeoutMs / 1000} s\`)));
  const response = await new Promise((resolve, reject) => request.on('response', resolve).on('error', reject));
  // From here on, connection errors are errors of the body.
  request.on('error', (error) => response.destroy(error));
  if (response.statusCode !== 200) {
    request.destroy();
    throw new Error(\`OSS returned status \${response.statusCode}\`);
  }
  // Every response of OSS has a request ID. An HTML page without one can be the login page of a network.
  if (/html/i.test(response.headers['content-type']) && response.headers['x-oss-request-id'] === undefined) {
    request.destroy();
    throw new Error('the response is an HTML page that is not from OSS');
  }
  const file = createWriteStream(part);
  await pipeline(response, file);
  const expected = response.headers['content-length'];
  if (expected !== undefined && file.bytesWritten !== Number(expected)) {
    throw new Error(\`received \${file.bytesWritten} of \${expected} bytes\`);
  }
  await rename(part, fileName);
}

try {
  await download();
} catch (error) {
  await rm(part, { force: true });
  console.error(\`Download failed: \${error.message || error.code}.\`);
  process.exitCode = 1;
}
`;
}
