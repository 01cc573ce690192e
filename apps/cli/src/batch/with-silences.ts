/** Gives what a source gives, and `undefined` where nothing comes for so long: once, however long it lasts. */
export async function* withSilences<Item>(
  source: AsyncGenerator<Item>,
  silenceMs: number,
): AsyncGenerator<Item | undefined> {
  try {
    for (;;) {
      const coming = source.next();
      if (await isSilent(coming, silenceMs)) yield undefined;
      const next = await coming;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void source.return(undefined).catch(() => undefined); // Nobody waits for it: it may wait for what never comes.
  }
}

async function isSilent(coming: Promise<unknown>, silenceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), silenceMs);
  });
  const heard = coming.then(
    () => false,
    () => false, // Whoever awaits it is told.
  );
  return Promise.race([heard, silence]).finally(() => clearTimeout(timer));
}
