import { relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { root } from '../folders.ts';
import { siteLink } from '../site-link.ts';

/** A markdown-it plugin that converts repository links, including links to packages and sources, into site links. */
export function linkPlugin(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository_links', ({ tokens, env }) => {
    const from = relative(root, String(env.path));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null;
      if (link !== null) token.attrSet('href', siteLink(from, link));
    }
  });
}
