import type { PairDerivation } from './pair-derivation.ts'

export const dependsViaWorkflow: PairDerivation = {
  rule: 'depends-via-workflow',
  kind: 'depends-via-workflow',
  summary: 'A task of the agent reads from, or waits for, a task of the other.',
  dependent: 'source',
  *groups(facts) {
    for (const task of facts.nodesOfKind('task'))
      for (const kind of ['reads-from', 'waits-for'])
        for (const earlier of facts.targetsOf(task, kind)) {
          const [from, to] = [facts.targetsOf(task, 'assigned-to'), facts.targetsOf(earlier, 'assigned-to')]
          yield {
            through: task,
            from,
            to,
            weight: 1,
            because: facts.edgesBetween(task, earlier, kind),
            becauseOfSource: (agent) => facts.edgesBetween(task, agent, 'assigned-to'),
            becauseOfTarget: (agent) => facts.edgesBetween(earlier, agent, 'assigned-to'),
          }
        }
  },
}
