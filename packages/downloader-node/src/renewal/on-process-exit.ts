const callbacks = new Set<() => void>();

/**
 * Calls `callback` when this process exits by itself. Returns a function that removes it. All callbacks share one
 * listener, because a batch may run many commands at once.
 */
export function onProcessExit(callback: () => void): () => void {
  if (callbacks.size === 0) process.on('exit', callAll);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) process.off('exit', callAll);
  };
}

function callAll(): void {
  for (const callback of callbacks) callback();
}
