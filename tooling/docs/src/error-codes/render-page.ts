import type { FoundCodes } from './find-codes.ts';
import { type CodeText, codeGroups } from './texts.ts';

/** Renders the page of error codes, each with its cause, fix, and packages. */
export function renderPage(found: FoundCodes): string {
  return `${introduction}\n${codeGroups.map(({ title, about, codes }) => `\n## ${title}\n\n${about}\n${codes.map((text) => renderCode(text, found)).join('')}`).join('')}`;
}

const introduction = `# Error codes

\`\`\`ts
import { download, OssError } from '@ossferry/downloader-node';

try {
  await download(process.argv[2] ?? '', 'report.pdf');
} catch (error) {
  if (!OssError.isInstance(error)) throw error;
  console.error(error.code, error.phase, error.message, error.requestId);
}
\`\`\`

Use \`code\` to handle specific errors. \`phase\` is the step that failed, \`retryable\` tells whether a retry may succeed, and \`advice\` is a
suggested fix. Messages contain no secrets. \`pnpm --filter @ossferry/docs error-codes\` generates this page from the sources and a list of
texts.`;

function renderCode([code, cause, fix]: CodeText, found: FoundCodes): string {
  const packages = [...(found.get(code) ?? [])].toSorted().map((name) => `\`${name}\``);
  return `\n### ${code}\n\n${cause} **Fix:** ${fix} <small>${packages.join(', ')}</small>\n`;
}
