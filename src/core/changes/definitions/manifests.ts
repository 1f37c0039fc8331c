import { breaking, risky, safe } from './define.ts'

/** Changes of agents and workflows, apart from their schemas. */
export const manifestChanges = {
  agentAdded: safe('agent-added', {
    kind: 'added',
    bump: 'none',
    summary: 'An agent is new.',
    rationale: 'Nobody relies on it yet.',
  }),
  agentRemoved: breaking('agent-removed', {
    kind: 'removed',
    summary: 'An agent is gone.',
    rationale: 'Workflows and agents that use it lead nowhere.',
    hint: 'Keep it until nobody uses it any more.',
  }),
  workflowAdded: safe('workflow-added', {
    kind: 'added',
    bump: 'none',
    summary: 'A workflow is new.',
    rationale: 'Nobody relies on it yet.',
  }),
  workflowRemoved: breaking('workflow-removed', {
    kind: 'removed',
    summary: 'A workflow is gone.',
    rationale: 'Whoever starts it finds nothing.',
    hint: 'Keep it until nobody starts it any more.',
  }),
  capabilityAdded: safe('capability-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'An agent offers one more capability.',
    rationale: 'Nobody relies on it yet.',
  }),
  capabilityRemoved: breaking('capability-removed', {
    kind: 'removed',
    summary: 'An agent does not offer a capability any more.',
    rationale: 'Tasks and agents that use it lead nowhere.',
    hint: 'Keep it, or release a major version.',
  }),
  capabilityBound: safe('capability-rebound', {
    kind: 'changed',
    bump: 'patch',
    summary: 'A capability is bound to another operation, or to none.',
    rationale: 'What it takes and gives is compared as well; that alone matters to those who use it.',
  }),
  capabilityMoved: safe('binding-moved', {
    kind: 'changed',
    bump: 'none',
    summary: 'The operation that a capability is bound to has another name, or is in another file.',
    rationale: 'It is the same operation. What has changed in it is told of its document.',
  }),
  inputSaid: risky('input-described', {
    kind: 'changed',
    summary: 'There is a schema for an input that had none.',
    rationale: 'Anything could be given, and no schema tells what is.',
    hint: 'Make sure that it accepts what is given today.',
  }),
  inputUnsaid: safe('input-undescribed', {
    kind: 'changed',
    bump: 'patch',
    summary: 'There is no schema any more for an input.',
    rationale: 'Anything may be given.',
  }),
  outputSaid: safe('output-described', {
    kind: 'changed',
    bump: 'minor',
    summary: 'There is a schema for an output that had none.',
    rationale: 'Nothing was promised before.',
  }),
  outputUnsaid: risky('output-undescribed', {
    kind: 'changed',
    summary: 'There is no schema any more for an output.',
    rationale: 'What was promised may still be given, but nothing says so.',
    hint: 'Keep the schema.',
  }),
  protocolAdded: safe('protocol-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'An agent can be spoken to in one more protocol.',
    rationale: 'Those who use another may go on.',
  }),
  protocolRemoved: breaking('protocol-removed', {
    kind: 'removed',
    summary: 'An agent cannot be spoken to in a protocol any more.',
    rationale: 'Those who use it cannot reach the agent.',
    hint: 'Keep the protocol, or release a major version.',
  }),
  domainAdded: safe('domain-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'An agent belongs to one more domain.',
    rationale: 'Those who know it elsewhere still find it there.',
  }),
  domainRemoved: risky('domain-removed', {
    kind: 'removed',
    summary: 'An agent does not belong to a domain any more.',
    rationale: 'Those who look for it there do not find it.',
    hint: 'Keep the domain as long as the agent is looked for there.',
  }),
  typeChanged: risky('agent-type-changed', {
    kind: 'changed',
    summary: 'An agent is of another type.',
    rationale: 'Those who choose agents by their type choose others.',
    hint: 'Consider a new agent of the other type.',
  }),
  runtimeChanged: risky('runtime-changed', {
    kind: 'changed',
    summary: 'An agent is reached in another way, at another address, or with other credentials.',
    rationale: 'Where it runs, something may have to be prepared: a program, a network, a secret.',
    hint: 'Prepare the places where it runs.',
  }),
  dependencyAdded: risky('dependency-added', {
    kind: 'added',
    summary: 'An agent needs another agent that it did not need.',
    rationale: 'Where that one is missing, this one does not work any more.',
    hint: 'Make the dependency optional, or provide the agent wherever this one is used.',
  }),
  dependencyNarrowed: risky('dependency-narrowed', {
    kind: 'changed',
    summary: 'An agent needs another agent in versions that leave out some that were enough.',
    rationale: 'Where one of those is used, this agent does not work any more.',
    hint: 'Allow the old versions as well, or provide a new one wherever this agent is used.',
  }),
  autonomyRaised: risky('autonomy-raised', {
    kind: 'changed',
    summary: 'An agent may do more by itself than it could, or with less oversight.',
    rationale: 'Whoever trusted it under supervision has to decide anew.',
    hint: 'Have those decide who answer for it.',
  }),
  toolAdded: safe('tool-added', {
    kind: 'added',
    bump: 'minor',
    summary: 'An agent may use one more tool.',
    rationale: 'What it takes and gives is the same.',
  }),
  taskAdded: safe('task-added', {
    kind: 'added',
    bump: 'patch',
    summary: 'A workflow has one more task.',
    rationale:
      'Executions that have begun keep the plan they began with; what the workflow takes and gives is compared as well.',
  }),
  taskRemoved: safe('task-removed', {
    kind: 'removed',
    bump: 'patch',
    summary: 'A workflow lacks a task that it had.',
    rationale:
      'Executions that have begun keep the plan they began with; what the workflow takes and gives is compared as well.',
  }),
  taskChanged: safe('task-changed', {
    kind: 'changed',
    bump: 'patch',
    summary: 'A task of a workflow is carried out in another way.',
    rationale:
      'Executions that have begun keep the plan they began with; what the workflow takes and gives is compared as well.',
  }),
  details: safe('details-changed', {
    kind: 'changed',
    bump: 'patch',
    summary: 'Something is different inside, which nobody outside relies on.',
    rationale: 'What goes in and comes out is the same.',
  }),
}
