/** Yields the items of a source, and `undefined` once per pause of more than `idleMs`. */
export async function* withIdleMarks<Item>(
  source: AsyncGenerator<Item>,
  idleMs: number,
): AsyncGenerator<Item | undefined> {
  try {
    for (;;) {
      const pending = source.next();
      if (await isIdle(pending, idleMs)) yield undefined;
      const next = await pending;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void source.return(undefined).catch(() => undefined); // Not awaited: a pending `next` may never settle.
  }
}

async function isIdle(pending: Promise<unknown>, idleMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), idleMs);
  });
  const settled = pending.then(
    () => false,
    () => false, // The caller awaits `pending` and gets the error.
  );
  return Promise.race([settled, idle]).finally(() => clearTimeout(timer));
}
