// Next.js compiles route handlers for two servers with its own webpack. These are the settings that determine how a package
// resolves: the export conditions, and the target platform. Next.js itself is not run, and
// nothing is minified, because that does not affect how a package resolves.
import webpack from 'webpack';

const route = (name, path, target, conditionNames) => ({
  name,
  mode: 'production',
  context: import.meta.dirname,
  entry: `./app/api/${path}/route.js`,
  target,
  resolve: { conditionNames },
  output: { path: `${import.meta.dirname}/dist`, filename: `${name}.js`, library: { type: 'module' }, module: true },
  experiments: { outputModule: true },
  optimization: { minimize: false },
  performance: { hints: false },
});

const nodeConditions = ['react-server', 'node', 'import', 'require', 'module', 'default'];
const compiler = webpack([
  route('node', 'sign', 'node20', nodeConditions),
  route('copy', 'copy', 'node20', nodeConditions),
  route(
    'edge',
    'sign',
    ['webworker', 'es2022'],
    ['react-server', 'edge-light', 'worker', 'browser', 'import', 'module', 'default'],
  ),
]);
compiler.run((error, stats) => {
  if (error) throw error;
  if (stats.hasErrors() || stats.hasWarnings()) {
    console.error(stats.toString({ all: false, errors: true, warnings: true }));
    process.exitCode = 1;
  }
});
