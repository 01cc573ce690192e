import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Converter,
  DeclarationReflection,
  IntrinsicType,
  type ProjectReflection,
  ReflectionKind,
  UnionType,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { apiFolder, root } from './folders.ts';

/** An entry point, such as `@ossferry/client/axios`, and its source file. */
interface EntryPoint {
  readonly name: string;
  readonly file: string;
}

/** Writes a page for each entry point of each package, with all of its exports. Throws if TypeDoc reports an error. */
export async function writeApiPages(): Promise<void> {
  const entryPoints = findEntryPoints();
  const options: PluginOptions & Record<string, unknown> = {
    entryPoints: entryPoints.map(({ file }) => file),
    tsconfig: join(root, 'tooling/docs/tsconfig.api.json'),
    // TypeDoc resolves names from its own folder, where pnpm does not install our dependencies; hence the path.
    plugin: [fileURLToPath(import.meta.resolve('typedoc-plugin-markdown'))],
    router: 'module',
    readme: 'none',
    name: 'API',
    out: apiFolder,
    cleanOutputDir: true,
    logLevel: 'Warn',
    // `pnpm typecheck` has checked the sources.
    skipErrorChecking: true,
    disableGit: true,
    sourceLinkTemplate: 'https://github.com/ossferry/ossferry/blob/main/{path}#L{line}',
    displayBasePath: root,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    hidePageHeader: true,
    hideBreadcrumbs: true,
    entryFileName: 'index',
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    propertyMembersFormat: 'table',
    useCodeBlocks: true,
    // A type's anchor may equal that of a class member (OssErrorCode, OssError.code).
    useCustomAnchors: true,
    groupOrder: ['Functions', 'Variables', 'Classes', 'Interfaces', 'Type Aliases', '*'],
    tableColumnSettings: { hideInherited: true, hideModifiers: true, hideOverrides: true, hideSources: true },
    // In VitePress pages, a bare angle bracket starts a component.
    sanitizeComments: true,
    useHTMLEncodedBrackets: true,
  };
  const application = await Application.bootstrapWithPlugins(options as Record<string, never>);
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => adaptNames(project, entryPoints));
  const project = await application.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the sources.');
  await application.generateOutputs(project);
  if (application.logger.hasErrors()) throw new Error('TypeDoc found errors.');
}

/** Names modules as they are imported, and gives readable names to parameters and types that have none. */
function adaptNames(project: ProjectReflection, entryPoints: readonly EntryPoint[]): void {
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    const path = module.sources?.[0]?.fullFileName;
    const entryPoint = entryPoints.find(({ file }) => file === path);
    if (entryPoint !== undefined) module.name = entryPoint.name;
  }
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
    if (parameter.name === '__namedParameters') parameter.name = 'options'; // Destructured in the signature.
  }
  for (const reflection of Object.values(project.reflections)) {
    if (!(reflection instanceof DeclarationReflection && reflection.type instanceof UnionType)) continue;
    // `string & {}` only keeps completion working in editors; readers see `string`.
    reflection.type.types = reflection.type.types.map((type) =>
      `${type}` === 'string & {}' ? new IntrinsicType('string') : type,
    );
  }
}

function findEntryPoints(): EntryPoint[] {
  return globSync('packages/*/package.json', { cwd: root })
    .toSorted()
    .flatMap((path) => {
      const { name, exports } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
      return Object.entries(exports).flatMap(([subpath, target]) => {
        const file = typeof target === 'string' ? undefined : target['@ossferry/source'];
        if (file === undefined || !/\.ts$/.test(file)) return [];
        return [{ name: `${name}${subpath.slice(1)}`, file: join(root, dirname(path), file) }];
      });
    });
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}
