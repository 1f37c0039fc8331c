import { usageError } from '#core/diagnostics'
import { parseDuration } from '#core/workflow'
import type { FleetLimits } from './worker-port.ts'

/** A limit of the fleet: a number, or `none`. Throws OssaError. */
export function parseLimit(text: string | undefined): FleetLimits['concurrency'] {
  if (text === undefined) return undefined
  if (text === 'none') return null
  if (isCount(text)) return Number(text)
  throw usageError('engine/no-limit', `${JSON.stringify(text)} is no limit.`, 'Write a number from 1 on, or none.')
}

/** A rate: `100/1m`, or `none`. Throws OssaError. */
export function parseRate(text: string | undefined): FleetLimits['rate'] {
  if (text === undefined) return undefined
  if (text === 'none') return null
  const [count = '', time = ''] = text.split('/')
  const milliseconds = parseDuration(time)
  if (isCount(count) && milliseconds !== undefined && milliseconds >= 1_000)
    return { attempts: Number(count), seconds: milliseconds / 1_000 }
  throw usageError('engine/no-rate', `${JSON.stringify(text)} is no rate.`, 'Write 100/1m or 5/1s, or none.')
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text)
}
