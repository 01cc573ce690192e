/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

// Not part of the language, yet of every runtime.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
