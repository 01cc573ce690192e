import type { JSX } from 'preact';
import { formatDuration, formatMoment } from '../format.ts';
import { nowMs } from '../state/clock.ts';
import { language, texts } from '../state/language.ts';

/** A time, and its distance from now. */
export function Moment({ moment }: { readonly moment: Date }): JSX.Element {
  const { left, ago } = texts.value;
  const seconds = (moment.getTime() - nowMs.value) / 1000;
  const distance = formatDuration(Math.abs(seconds), language.value);
  return (
    <>
      <time dateTime={moment.toISOString()}>{formatMoment(moment, language.value)}</time>
      {/* It changes every second; screen readers must not announce that. */}
      <span class="muted" aria-live="off">
        {seconds > 0 ? left(distance) : ago(distance)}
      </span>
    </>
  );
}
