/** Sends what is given in one turn of the event loop as one message: a message costs more than what is in it. */
export function collectMessages<Part>(send: (parts: readonly Part[]) => void): (part: Part) => void {
  let parts: Part[] = [];
  return (part) => {
    if (parts.push(part) > 1) return;
    setImmediate(() => {
      const collected = parts;
      parts = [];
      send(collected);
    });
  };
}
