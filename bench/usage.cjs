// Loaded into each process that is measured: says at the end what it took, in a line for each process.
const { appendFileSync } = require('node:fs')

const { OSSA_BENCH_USAGE } = process.env
if (OSSA_BENCH_USAGE !== undefined)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, megabytes: maxRSS / 1024 }
    appendFileSync(OSSA_BENCH_USAGE, `${JSON.stringify(usage)}\n`)
  })
