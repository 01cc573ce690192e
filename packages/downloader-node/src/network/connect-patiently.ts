import type { Agent } from 'node:https';
import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { connectAttemptMs } from '@ossferry/contract';

/**
 * Lets an agent give each address of its proxy enough time. Node passes no options on to such connections: they follow the
 * default of the process at the moment in which they begin, and it stays what it was for all others.
 */
export function connectPatiently<Given extends Agent>(agent: Given): Given {
  const connect = agent.createConnection;
  agent.createConnection = (...parameters) => {
    const attemptMs = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(connectAttemptMs);
    try {
      return connect.apply(agent, parameters);
    } finally {
      setDefaultAutoSelectFamilyAttemptTimeout(attemptMs);
    }
  };
  return agent;
}
