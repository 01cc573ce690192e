import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { java, javac } from './read-java-literals.ts';
import { runOrThrow } from './run-command.ts';
import type { Outcome, Toolchain, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeWithPackage } from './write-with-package.ts';

/**
 * Compiles Android programs against the real framework and runs them under Robolectric. Maven downloads both once; later
 * runs need no network.
 */
export async function prepareAndroid(): Promise<Toolchain> {
  await runOrThrow(['javac', '-version']);
  const libraries = await downloadLibraries();
  return { run: (programs) => withScratchFolder((classes) => compileAndRun(libraries, programs, classes)) };
}

const sources = join(import.meta.dirname, '../programs/android');
const cacheFolder = join(import.meta.dirname, '../.cache');

async function downloadLibraries(): Promise<string> {
  const pom = join(sources, 'pom.xml');
  const fingerprint = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex');
  const libraries = join(cacheFolder, `android-${fingerprint.slice(0, 16)}`);
  if (existsSync(libraries)) return libraries;
  // A temporary name, because another test run may download them at the same time.
  const temporary = `${libraries}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  try {
    const quiet = ['--quiet', '--batch-mode', '--no-transfer-progress'];
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    await runOrThrow(['mvn', ...quiet, '--file', pom, goal, `-DoutputDirectory=${temporary}`]);
    await unpackArchives(temporary);
    await rename(temporary, libraries);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another test run may have completed the download.
    if (!existsSync(libraries)) throw error;
  }
  return libraries;
}

/** Extracts the jar with the classes of each Android archive. */
async function unpackArchives(folder: string): Promise<void> {
  for (const archive of (await readdir(folder)).filter((name) => name.endsWith('.aar'))) {
    await runOrThrow(['jar', '--extract', '--file', archive, 'classes.jar'], { folder });
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
  const common = [...javac, '-d', classes, '-proc:none', '-Xlint:all,-options,-classfile,-deprecation'];
  // Like an app, the programs are compiled against the framework only.
  await runOrThrow([...common, '-Werror', '--release', '8', '-classpath', classPath(framework), ...paths]);
  const others = jars.filter((name) => !name.startsWith('android-all-instrumented'));
  await runOrThrow([...common, '-classpath', classPath(others), join(sources, 'RunDownloads.java')]);

  const output = await runOrThrow([
    ...[...java, '-classpath', `${classes}:${classPath(others)}`],
    ...[
      '-Drobolectric.offline=true',
      `-Drobolectric.dependency.dir=${libraries}`,
      '-Drobolectric.logging.enabled=false',
    ],
    `-Dfolder=${dirname(dirname(programs[0]?.folder ?? ''))}`,
    `-Dprograms=${programs.map(({ id }) => id).join(',')}`,
    ...['org.junit.runner.JUnitCore', 'RunDownloads'],
  ]);
  const messages = new Map(
    [...output.toString().matchAll(/outcome (\S+) (.*)$/gm)].map(([, id = '', message = '']) => [id, message]),
  );
  return programs.map(({ id }) => ({ succeeded: messages.get(id) === '', output: messages.get(id) ?? 'not run' }));
}
