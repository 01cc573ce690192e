import { quoteObjectiveCString } from '../../../packages/snippets/src/quoting/quote-objective-c-string.ts';
import { describePrograms } from './describe-programs.ts';
import { prepareObjectiveC } from './objective-c.ts';

await describePrograms({
  title: 'Objective-C on GNUstep',
  language: 'objective-c',
  quote: quoteObjectiveCString,
  prepare: prepareObjectiveC,
});
