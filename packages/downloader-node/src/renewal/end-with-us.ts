const running = new Set<() => void>();

/**
 * Has `end` called when this process ends by itself: a group of its own hears nothing of that. Gives what takes it back. One
 * listener serves all, since a batch may run many commands at a time.
 */
export function endWithUs(end: () => void): () => void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(end);
  return () => {
    running.delete(end);
    if (running.size === 0) process.off('exit', endAll);
  };
}

function endAll(): void {
  for (const end of running) end();
}
