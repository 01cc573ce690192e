import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { linkPlugin } from '../src/site/link-plugin.ts';
import { englishSidebar, translatedSidebar } from '../src/site/sidebar.ts';
import { slug } from '../src/slug.ts';

/** A hull on two waves; a data URL saves the request. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#2a7ea8" stroke-width="3" stroke-linecap="round"><path d="M4 15h24l-4 8H8zM16 15V5l7 6M3 28q4-4 8 0t8 0 8 0"/></svg>',
)}`;

/** The site built from `docs/`. It sends no request to other hosts: no fonts, no analytics, local search. */
export default defineConfig({
  srcDir: '../../docs',
  outDir: './dist',
  cacheDir: './.cache/vitepress',
  base: process.env['DOCS_BASE'] ?? '/',
  title: 'Ossferry',
  description: 'Presigned URLs for Alibaba Cloud OSS, and downloads through them that arrive whole.',
  head: [
    ['meta', { name: 'referrer', content: 'no-referrer' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: icon }],
  ],
  vite: {
    build: { chunkSizeWarningLimit: 1_500 }, // The search index; it loads on the first search.
    // The pages are outside of this package, so their compiled code would not find Vue.
    resolve: {
      alias: [
        { find: /^vue\/server-renderer$/, replacement: fileURLToPath(import.meta.resolve('vue/server-renderer')) },
        { find: /^vue$/, replacement: fileURLToPath(import.meta.resolve('vue/dist/vue.runtime.esm-bundler.js')) },
      ],
    },
  },
  markdown: {
    anchor: { slugify: slug },
    theme: { light: 'github-light', dark: 'github-dark' },
    config: linkPlugin,
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'Guide', link: '/guide/getting-started' },
          { text: 'Error codes', link: '/error-codes' },
          { text: 'API', link: '/api/' },
        ],
        sidebar: englishSidebar(),
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-Hans',
      description: '阿里云 OSS 预签名 URL，以及通过它完整可靠的下载。',
      themeConfig: {
        nav: [
          { text: '指南', link: '/zh/guide/getting-started' },
          { text: '错误码（英文）', link: '/error-codes' },
        ],
        sidebar: translatedSidebar('zh', '指南'),
        outline: { label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '返回顶部',
        langMenuLabel: '语言',
      },
    },
    ja: {
      label: '日本語',
      lang: 'ja',
      description: 'Alibaba Cloud OSS の署名付き URL と、それによる確実なダウンロード。',
      themeConfig: {
        nav: [
          { text: 'ガイド', link: '/ja/guide/getting-started' },
          { text: 'エラーコード（英語）', link: '/error-codes' },
        ],
        sidebar: translatedSidebar('ja', 'ガイド'),
        outline: { label: 'このページの内容' },
        docFooter: { prev: '前のページ', next: '次のページ' },
        darkModeSwitchLabel: '外観',
        sidebarMenuLabel: '目次',
        returnToTopLabel: 'ページの先頭へ',
        langMenuLabel: '言語',
      },
    },
  },
  themeConfig: {
    // Most pages are not translated: the language menu links to a language's start page, never to a missing page.
    i18nRouting: false,
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize: wordsOf } },
        locales: { zh: searchTexts('搜索', '没有结果：'), ja: searchTexts('検索', '見つかりません：') },
      },
    },
    externalLinkIcon: true,
  },
  transformPageData(page) {
    // 160 codes are too many for the outline; list only the groups.
    if (page.relativePath === 'error-codes.md') return { frontmatter: { ...page.frontmatter, outline: 2 } };
    if (page.relativePath.startsWith('api/')) return { frontmatter: { ...page.frontmatter, outline: [2, 3] } };
    return undefined;
  },
});

/** Splits text for the search; Chinese and Japanese have no spaces between words. VitePress also sends its source to the browser. */
function wordsOf(text: string): string[] {
  const words = text.split(/[\n\r\p{Z}\p{P}]+/u);
  const hasWordsWithoutSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
  return words.flatMap((word) =>
    hasWordsWithoutSpaces.test(word)
      ? Array.from(new Intl.Segmenter('zh', { granularity: 'word' }).segment(word), ({ segment }) => segment)
      : word,
  );
}

function searchTexts(buttonText: string, noResultsText: string): { readonly translations: object } {
  return { translations: { button: { buttonText, buttonAriaLabel: buttonText }, modal: { noResultsText } } };
}
