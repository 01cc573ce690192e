import { type Signal, signal } from '@preact/signals';

export type Tab = 'sign' | 'download' | 'explain';

export const tabs: readonly Tab[] = ['sign', 'download', 'explain'];

/** The selected tab. It is also in the address, so that Back works. */
export const tab: Signal<Tab> = signal(tabOfAddress());

export function openTab(wanted: Tab): void {
  if (tab.value === wanted) return;
  history.pushState(null, '', `#${wanted}`);
  show(wanted);
}

/** Handles Back and Forward. */
export function watchAddress(): void {
  addEventListener('popstate', () => {
    show(tabOfAddress());
  });
}

function show(wanted: Tab): void {
  tab.value = wanted;
  // The focused element may be hidden now; the next Tab would start at the top of the page.
  document.getElementById(`tab-${wanted}`)?.focus();
}

function tabOfAddress(): Tab {
  return tabs.find((name) => location.hash === `#${name}`) ?? 'sign';
}
