import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaScriptString } from '../quoting/quote-java-script-string.ts';

/** Writes the program for a page: a script for all current browsers. */
export function renderBrowser({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n  ${quoteJavaScriptString(name)}: ${quoteJavaScriptString(value)},`,
  );
  const remark = '\n// Part of the signature: OSS refuses the request if one of these is missing or different.';
  const allowed = ["the page's origin", 'GET', ...signedHeaders.map(([name]) => `the header ${name}`)].join(', ');
  const withHeaders = headers.length > 0;
  return `// Downloads an object from Alibaba Cloud OSS with a presigned URL, in a page. Saves only complete files.
// The bucket needs a CORS rule that allows: ${allowed}.

// Anyone with this URL can download the object until it expires: treat it like a password.
const url = ${quoteJavaScriptString(url)};${withHeaders ? remark : ''}
const headers = {${headers.join('')}${withHeaders ? '\n' : ''}};
const fileName = ${quoteJavaScriptString(fileName)};

async function download() {
  const response = await fetch(url, {
    headers,
    // Send neither cookies nor the page's address. If the bucket has hotlink protection, use the policy 'origin'.
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // A redirect would send the signed headers to another host.
    redirect: 'error',
    cache: 'no-store',
  });
  if (response.status !== 200) {
    throw new Error(\`OSS returned status \${response.status}\`);
  }
  // The login page of a network cannot get here: the browser refuses responses without CORS headers.
  // Browsers keep large blobs on disk, not in memory.
  const blob = await response.blob();
  const expected = response.headers.get('content-length');
  // Browsers decompress an object with a Content-Encoding, so the blob is usually longer than the response.
  if (expected !== null && !response.headers.has('content-encoding') && blob.size < Number(expected)) {
    throw new Error(\`received \${blob.size} of \${expected} bytes\`);
  }
  save(blob);
}

function save(blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The browser reads the blob after the click: release it later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

download().catch((error) => console.error(\`Download failed: \${error.message}.\`));
`;
}
