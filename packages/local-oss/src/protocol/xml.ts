/** An element with text or with child elements; `undefined` children are omitted. */
export type XmlElement = readonly [
  name: string,
  content: string | number | boolean | readonly (XmlElement | undefined)[],
];

/** Formats an XML document as OSS does: indented by two spaces, without a namespace. */
export function formatXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${formatElement(root, '')}`;
}

/** Escapes text for XML. Characters that XML does not allow become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll(forbiddenInXml, '\u{fffd}');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML 1.0 does not allow
const forbiddenInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function formatElement([name, content]: XmlElement, indent: string): string {
  if (typeof content !== 'object') return `${indent}<${name}>${escapeXml(String(content))}</${name}>\n`;
  const children = content.filter((child) => child !== undefined);
  return `${indent}<${name}>\n${children.map((child) => formatElement(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
