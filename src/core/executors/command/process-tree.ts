import { spawn } from 'node:child_process'
import { kill, platform } from 'node:process'

const graceMs = 2_000

/** Ends a process that leads a group, and the group: first by asking, after a moment by force. */
export function endProcessTree(pid: number | undefined): void {
  if (pid === undefined) return
  if (platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).unref()
    return
  }
  if (!signalGroup(pid, 'SIGTERM')) return
  setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs).unref()
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return kill(-pid, signal)
  } catch {
    // The group has ended already.
    return false
  }
}
