import { loadExpressions } from '#core/expression'

// Commands load the expression library when there is a workflow; tests of single functions always have it.
await loadExpressions()
