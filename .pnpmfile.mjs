/** The condition `@ossferry/source` is for this repository alone: no runtime takes TypeScript from `node_modules`. */
function beforePacking(manifest) {
  for (const target of Object.values(manifest.exports ?? {})) delete target['@ossferry/source'];
  return manifest;
}

export const hooks = { beforePacking };
