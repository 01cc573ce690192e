import { type Signal, signal } from '@preact/signals';

export type Tab = 'sign' | 'download' | 'explain';

export const tabs: readonly Tab[] = ['sign', 'download', 'explain'];

/** The tab that is shown; it stands in the address too, so that Back works. */
export const tab: Signal<Tab> = signal(tabOfAddress());

export function openTab(wanted: Tab): void {
  if (tab.value === wanted) return;
  history.pushState(null, '', `#${wanted}`);
  show(wanted);
}

/** Follows Back and Forward. */
export function watchAddress(): void {
  addEventListener('popstate', () => {
    show(tabOfAddress());
  });
}

function show(wanted: Tab): void {
  tab.value = wanted;
  // What had the focus may be hidden now, and the keyboard would begin at the top again.
  document.getElementById(`tab-${wanted}`)?.focus();
}

function tabOfAddress(): Tab {
  return tabs.find((name) => location.hash === `#${name}`) ?? 'sign';
}
