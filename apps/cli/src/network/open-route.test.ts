import { connectAttemptMs } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { openAgents } from './open-agents.ts';

describe('openAgents', () => {
  it("default: connection attempts do not time out after Node's 250 ms", () => {
    for (const agent of Object.values(openAgents({ env: {} }))) {
      expect(agent.options).toMatchObject({ autoSelectFamilyAttemptTimeout: connectAttemptMs });
      agent.destroy();
    }
  });
});
