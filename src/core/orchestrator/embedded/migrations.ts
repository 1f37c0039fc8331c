import type { Migration } from '#core/database'

/** The schema of the runs database, step by step. A step that has been released never changes. */
export const migrations: readonly Migration[] = [
  {
    name: 'executions and their events',
    sql: `
      CREATE TABLE executions (
        id TEXT PRIMARY KEY,
        key TEXT UNIQUE,
        workflow TEXT NOT NULL,
        plan TEXT NOT NULL,
        input TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed', 'cancelled')),
        owner TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE events (
        execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        type TEXT NOT NULL,
        at INTEGER NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (execution_id, seq)
      ) STRICT, WITHOUT ROWID;
    `,
  },
]
