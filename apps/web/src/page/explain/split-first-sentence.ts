/** Splits a text after its first sentence; the rest may be empty. A period inside a name or a number does not count. */
export function splitFirstSentence(text: string): readonly [first: string, rest: string] {
  const [first = text] = /^.*?(?:[.!?](?=\s)|[。！？])/su.exec(text) ?? [];
  return [first, text.slice(first.length).trim()];
}
