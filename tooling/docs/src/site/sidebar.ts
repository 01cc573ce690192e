import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { docsFolder } from '../folders.ts';
import { sections } from './sections.ts';

/** Lists the English pages by section: first the pages of `sections`, then the rest of the folder. */
export function englishSidebar(): DefaultTheme.SidebarItem[] {
  const placed = new Set(sections.flatMap(({ pages }) => pages));
  const written = sections.map(({ title, pages, folder, collapsed }) => {
    const others = folder === undefined ? [] : pagesOf(folder).filter((page) => !placed.has(page));
    const items = [...pages.filter(exists), ...others].map(itemOf);
    return { text: title, items, ...(collapsed && { collapsed }) };
  });
  return [...written, { text: 'Packages', collapsed: true, items: pagesOf('packages').map(packageItem) }];
}

/** Lists the translated pages of another language, in the order of the English guide. */
export function translatedSidebar(language: string, title: string): DefaultTheme.SidebarItem[] {
  const pages = sections.flatMap(({ pages }) => pages).map((page) => `${language}/${page}`);
  return [{ text: title, items: pages.filter(exists).map(itemOf) }];
}

function pagesOf(folder: string): string[] {
  return globSync(`${folder}/*.md`, { cwd: docsFolder })
    .map((path) => path.replace(/\.md$/, ''))
    .toSorted();
}

function itemOf(page: string): DefaultTheme.SidebarItem {
  return { text: titleOf(page), link: `/${page}` };
}

/** A package: its README, with the API pages of its entry points below it. */
function packageItem(page: string): DefaultTheme.SidebarItem {
  const name = page.replace(/^packages/, 'api/@ossferry');
  const imports = [name, ...pagesOf(name)].filter(exists);
  const items = imports.map((path) => ({ text: path.replace(/^api\//, ''), link: `/${path}` }));
  return { ...itemOf(page), collapsed: true, items };
}

function titleOf(page: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(pathOf(page), 'utf8')) ?? [];
  return title?.replaceAll('`', '') ?? page;
}

function exists(page: string): boolean {
  return existsSync(pathOf(page));
}

function pathOf(page: string): string {
  return join(docsFolder, `${page}.md`);
}
