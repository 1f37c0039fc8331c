import { spawn } from 'node:child_process'
import { kill, platform } from 'node:process'

const graceMs = 2_000
const pollMs = 50

/**
 * Ends a process that leads a group, and the group: first by asking, after a moment by force. Does not wait for it, but keeps our own
 * process alive until nothing is left.
 */
export function endProcessTree(pid: number): void {
  if (platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).unref()
    return
  }
  if (signalGroup(pid, 'SIGTERM')) setTimeout(endByForce, pollMs, pid, pollMs)
}

function endByForce(pid: number, waitedMs: number): void {
  if (!signalGroup(pid, 0)) return
  if (waitedMs >= graceMs) signalGroup(pid, 'SIGKILL')
  else setTimeout(endByForce, pollMs, pid, waitedMs + pollMs)
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return kill(-pid, signal)
  } catch {
    // The group has ended already.
    return false
  }
}
