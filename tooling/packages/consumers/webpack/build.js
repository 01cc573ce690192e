import webpack from 'webpack';

const compiler = webpack({
  mode: 'production',
  context: import.meta.dirname,
  entry: './main.js',
  target: ['web', 'es2022'],
  output: {
    path: `${import.meta.dirname}/dist`,
    filename: 'main.js',
    chunkFilename: '[name].[contenthash].js',
    module: true,
    publicPath: '/',
  },
  experiments: { outputModule: true },
  performance: { hints: false },
});
compiler.run((error, stats) => {
  if (error) throw error;
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  for (const { message } of [...errors, ...warnings]) console.error(message);
  process.exitCode = errors.length + warnings.length > 0 ? 1 : 0;
});
