import { quoteJavaString } from '../../../packages/snippets/src/quoting/quote-java-string.ts';
import { prepareAndroid } from './android.ts';
import { describePrograms } from './describe-programs.ts';

await describePrograms({
  title: 'Android under Robolectric',
  language: 'android',
  quote: quoteJavaString,
  prepare: prepareAndroid,
});
