/** Takes the first sentence off a text: what is left may be empty. A point inside a name or a number ends nothing. */
export function splitFirstSentence(text: string): readonly [first: string, rest: string] {
  const [first = text] = /^.*?(?:[.!?](?=\s)|[。！？])/su.exec(text) ?? [];
  return [first, text.slice(first.length).trim()];
}
