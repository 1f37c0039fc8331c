import { spawn, spawnSync } from 'node:child_process'
import { kill, platform } from 'node:process'

/** How long a program may take to end when it is asked to. */
export const graceMs = 2_000
const killMs = 500
const pollMs = 50

/** Leaders of the groups that may have living members. */
const live = new Set<number>()

/** From now on `killAllPrograms` reaches this process and what it starts. */
export function register(pid: number): void {
  live.add(pid)
}

/**
 * Ends a process that leads a group, and the group: first by asking, after a moment by force. Does not wait for it, but keeps our own
 * process alive until nothing is left.
 */
export function endProcessTree(pid: number): void {
  if (platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).unref()
    live.delete(pid)
    return
  }
  if (signalGroup(pid, 'SIGTERM')) setTimeout(endByForce, pollMs, pid, pollMs)
}

/** Ends every program that attempts have started, at once and by force: for a process that has no time left. */
export function killAllPrograms(): void {
  for (const pid of live) {
    if (platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true })
    else signalGroup(pid, 'SIGKILL')
  }
}

function endByForce(pid: number, waitedMs: number): void {
  if (!signalGroup(pid, waitedMs < graceMs ? 0 : 'SIGKILL')) return
  // What is killed is gone a moment later; what cannot be killed is left behind.
  if (waitedMs < graceMs + killMs) setTimeout(endByForce, pollMs, pid, waitedMs + pollMs)
  else live.delete(pid)
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return kill(-pid, signal)
  } catch {
    // The group has ended already.
    live.delete(pid)
    return false
  }
}
