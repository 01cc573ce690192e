import { type Suspicion, suspect, weights } from '../finding.ts';
import type { AnswerContext } from './answer-context.ts';
import { chooseCause } from './choose-cause.ts';
import type { Answer } from './read-answer.ts';
import { readFacts } from './read-facts.ts';

/** Says what an answer says by itself. */
export function suspectByAnswer(answer: Answer, context: AnswerContext): Suspicion | undefined {
  const { code, ec, status } = answer;
  if (answer.succeeded) {
    return ec?.startsWith('0048-') === true ? suspect('ForcedDownload', undefined, weights.answered) : undefined;
  }
  if (code === undefined && status === undefined) return undefined;
  const cause = chooseCause(answer, context);
  return suspect(cause, readFacts(cause, answer, context), weights.answered);
}
