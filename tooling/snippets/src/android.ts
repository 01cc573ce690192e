import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { demandCommand } from './run-command.ts';
import type { Outcome, Toolchain, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeWithPackage } from './write-with-package.ts';

/**
 * Compiles Android programs against the real framework and runs them under Robolectric. Maven fetches both once; after that
 * no network is needed.
 */
export async function prepareAndroid(): Promise<Toolchain> {
  await demandCommand(['javac', '-version']);
  const libraries = await fetchLibraries();
  return { run: (programs) => withScratchFolder((classes) => compileAndRun(libraries, programs, classes)) };
}

const sources = join(import.meta.dirname, '../programs/android');
const cacheFolder = join(import.meta.dirname, '../.cache');

async function fetchLibraries(): Promise<string> {
  const pom = join(sources, 'pom.xml');
  const fingerprint = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const libraries = join(cacheFolder, `android-${fingerprint.slice(0, 16)}`);
  if (existsSync(libraries)) return libraries;
  // Under a name of its own first, since another test run may fetch the same at this moment.
  const unfinished = `${libraries}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  try {
    const quiet = ['--quiet', '--batch-mode', '--no-transfer-progress'];
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    await demandCommand(['mvn', ...quiet, '--file', pom, goal, `-DoutputDirectory=${unfinished}`]);
    await unpackArchives(unfinished);
    await rename(unfinished, libraries);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another test run may have finished the same.
    if (!existsSync(libraries)) throw error;
  }
  return libraries;
}

/** Android's own archives hold their classes in a jar. */
async function unpackArchives(folder: string): Promise<void> {
  for (const archive of (await readdir(folder)).filter((name) => name.endsWith('.aar'))) {
    await demandCommand(['jar', '--extract', '--file', archive, 'classes.jar'], { folder });
    await rename(join(folder, 'classes.jar'), join(folder, archive.replace('.aar', '.jar')));
  }
}

async function compileAndRun(
  libraries: string,
  programs: readonly WrittenProgram[],
  classes: string,
): Promise<readonly Outcome[]> {
  const jars = (await readdir(libraries)).filter((name) => name.endsWith('.jar'));
  const framework = jars.filter((name) => name.startsWith('android-all-15'));
  const classPath = (names: readonly string[]) => names.map((name) => join(libraries, name)).join(':');
  const paths = await Promise.all(programs.map(writeWithPackage));
  const common = ['javac', '-d', classes, '-proc:none', '-Xlint:all,-options,-classfile,-deprecation'];
  // The programs see the framework alone, as in an app.
  await demandCommand([...common, '-Werror', '--release', '8', '-classpath', classPath(framework), ...paths]);
  const others = jars.filter((name) => !name.startsWith('android-all-instrumented'));
  await demandCommand([...common, '-classpath', classPath(others), join(sources, 'RunDownloads.java')]);

  const output = await demandCommand([
    ...['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-classpath', `${classes}:${classPath(others)}`],
    ...[
      '-Drobolectric.offline=true',
      `-Drobolectric.dependency.dir=${libraries}`,
      '-Drobolectric.logging.enabled=false',
    ],
    `-Dfolder=${dirname(dirname(programs[0]?.folder ?? ''))}`,
    `-Dprograms=${programs.map(({ id }) => id).join(',')}`,
    ...['org.junit.runner.JUnitCore', 'RunDownloads'],
  ]);
  const ends = new Map(
    [...output.toString().matchAll(/outcome (\S+) (.*)$/gm)].map(([, id = '', said = '']) => [id, said]),
  );
  return programs.map(({ id }) => ({ succeeded: ends.get(id) === '', said: ends.get(id) ?? 'not run' }));
}
