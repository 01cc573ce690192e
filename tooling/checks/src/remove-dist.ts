import { rmSync } from 'node:fs';

/** First step of every package build: output of deleted sources would otherwise be published. */
rmSync('dist', { recursive: true, force: true });
