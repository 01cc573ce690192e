import type { DownloadProgram } from '../download-program.ts';
import { quoteJavaScriptString } from '../quoting/quote-java-script-string.ts';

/** Writes the program for a page: a script for every current browser. */
export function renderBrowser({ url, signedHeaders, fileName }: DownloadProgram): string {
  const headers = signedHeaders.map(
    ([name, value]) => `\n  ${quoteJavaScriptString(name)}: ${quoteJavaScriptString(value)},`,
  );
  const remark = '\n// Part of the signature: OSS refuses the request unless it has exactly these.';
  const allowed = ["the page's origin", 'GET', ...signedHeaders.map(([name]) => `the header ${name}`)].join(', ');
  const withHeaders = headers.length > 0;
  return `// Saves one object of Alibaba Cloud OSS from a page through a presigned URL: whole, or not at all.
// The bucket needs a CORS rule that allows: ${allowed}.

// Whoever has this URL can download the object until it expires: keep it like a password.
const url = ${quoteJavaScriptString(url)};${withHeaders ? remark : ''}
const headers = {${headers.join('')}${withHeaders ? '\n' : ''}};
const fileName = ${quoteJavaScriptString(fileName)};

async function download() {
  const response = await fetch(url, {
    headers,
    // Cookies and the page's address are none of OSS's business; a redirect would take the signed headers elsewhere.
    // A bucket with hotlink protection may want to know the page: then, the policy is 'origin'.
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
  });
  if (response.status !== 200) {
    throw new Error(\`OSS answered \${response.status}\`);
  }
  // A page of something in between, of a network that wants a login for example, does not get here: without the headers of
  // a CORS rule, the browser refuses it.
  // Browsers keep large blobs on the disk, not in memory.
  const blob = await response.blob();
  const expected = response.headers.get('content-length');
  // A browser unpacks an object that is stored with a Content-Encoding: then the blob is longer than what was sent.
  if (expected !== null && !response.headers.has('content-encoding') && blob.size < Number(expected)) {
    throw new Error(\`\${blob.size} of \${expected} bytes arrived\`);
  }
  save(blob);
}

function save(blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // The browser reads the blob after this script: let go of it once that is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

download().catch((error) => console.error(\`Download failed: \${error.message}.\`));
`;
}
