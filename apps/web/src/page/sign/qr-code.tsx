import type { JSX } from 'preact';
import { encode } from 'uqr';
import { isLocalUrl } from '../parts/is-local-url.ts';
import { texts } from '../state/language.ts';

/** The URL as a QR code. It is dark on light in both themes, since not every reader accepts inverted codes. */
export function QrCode({ url, label }: { readonly url: string; readonly label: string }): JSX.Element {
  const { data, size } = encode(url, { ecc: 'L', border: 4 });
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  const { qrCodeHint, qrCodeLocal } = texts.value.sign;
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <rect width={size} height={size} fill="#fff" />
        <path d={dark.join('')} fill="#000" />
      </svg>
      <p class="hint">{isLocalUrl(url) ? qrCodeLocal : qrCodeHint}</p>
    </div>
  );
}
